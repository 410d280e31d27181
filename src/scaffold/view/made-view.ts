import { lowerFirst } from '../../model/names.ts';
import type { Entity, Operation } from '../../model/types.ts';
import { code } from '../code.ts';
import { propertyName } from '../encode.ts';
import { isInUrl } from './factory-view.ts';
import { member } from './field-type.ts';
import { fileTestViews } from './file-test-view.ts';
import { isForm } from './forms.ts';
import { jsonPatchView } from './json-patch-test-view.ts';
import {
  answersEtag,
  isEveryRow,
  isSearch,
  isWithin,
  isGuarded,
  jsonPatchOf,
  locatedBy,
} from './lookup.ts';
import { forcedMembers, secretMembers } from './member-tests.ts';
import { missingOf, missingView, orphanView } from './missing-test-view.ts';
import { narrowedView, pagedView } from './page-test-view.ts';
import { searchTestViews } from './search-test-view.ts';
import { isShown, scopeNames, shownShape } from './made-reader.ts';
import type { Factory, TestPlan } from './test-plan.ts';
import { urlOf } from './test-url.ts';
import { columnsOf } from './streamed-list.ts';
import { itemsOf, sentAs, someMembers, wrap, wrapValue, xmlBeside } from './test-values.ts';
import { defaultsFor, isOwned, singleView, wholeView, writeView } from './write-test-view.ts';
import { madeStatus } from './put-handler.ts';
import { supportName } from './names.ts';

/** Which operations find what tests make, by its parents and its key. */
export function reachOf(entity: Entity, factory: Factory) {
  const scope = scopeNames(factory.create);
  const known = new Set([...scope, ...entity.key.fields]);
  const isKeyKnown = entity.key.fields.every((name) => scope.has(name) || isShown(factory, name));
  const reaches = ({ parameters }: Operation): boolean =>
    isKeyKnown &&
    parameters
      .filter(({ in: place }) => place === 'path')
      .every(({ field }) => field !== undefined && known.has(field));
  return { isKeyKnown, reaches };
}

/** What tests do with an entity that they can make. */
export function madeView(
  entity: Entity,
  factory: Factory,
  live: readonly Operation[],
  plan: TestPlan,
) {
  const { create } = factory;
  const scope = scopeNames(create);
  const { isKeyKnown, reaches } = reachOf(entity, factory);
  const item = (kind: Operation['kind']) =>
    live.find(
      (operation) =>
        operation.kind === kind &&
        reaches(operation) &&
        !operation.parameters.some(
          ({ required, in: place, role }) => required && place === 'query' && role !== 'key',
        ),
    );
  const list = live.find((operation) => isEveryRow(operation, scope));
  const get = item('get');
  const remove = item('delete');
  const replacing = item('replace') ?? item('upsert');
  const replace = writeView(entity, replacing, factory, plan, false);
  const update = writeView(entity, item('update'), factory, plan, true);
  const whole = writeView(entity, replacing, factory, plan, true);
  const response = shownShape(factory) ?? '';
  const shownFields = new Set(
    entity.representations.find(({ name }) => name === response)?.members.map(({ field }) => field),
  );
  const echoed = Object.keys((factory.samples[0] ?? {}) as object).filter(
    (name) => shownFields.has(name) && !isOwned(entity, name) && !scope.has(name),
  );
  const unique = entity.unique
    .flat()
    .filter((name) => Object.keys((factory.samples[0] ?? {}) as object).includes(name));
  const clientKey = entity.key.fields.some(
    (name) =>
      Object.keys((factory.samples[0] ?? {}) as object).includes(name) &&
      entity.fields.find((field) => field.name === name)?.generation === undefined,
  );
  const bodyUpdate = update && update.changed.text !== '{}' ? update : undefined;
  return {
    label: entity.label,
    entityName: entity.name,
    file: supportName(entity),
    function: `create${entity.name}`,
    samplesName: `${lowerFirst(entity.name)}Samples`,
    createRoute: `${create.method.toUpperCase()} ${create.path}`,
    createId: create.id,
    createMethod: create.method.toUpperCase(),
    createUrl: code(urlOf(create, 'first.params')),
    createUsesFirst: create.parameters.some(isInUrl),
    sameBody: code(wrap('first.body', create.request?.contents[0]?.path ?? [])),
    conflictBody: code(
      wrap(
        `{ ...${lowerFirst(entity.name)}Samples[1], ...first.body }`,
        create.request?.contents[0]?.path ?? [],
      ),
    ),
    contentType: sentAs(create.request?.contents[0]),
    loudType: `${sentAs(create.request?.contents[0]).toUpperCase()}; charset=utf-8`,
    needsBody: create.request?.required,
    isForm: isForm(create.request?.contents[0]) || create.request?.contents[0]?.xml === true,
    xml: create.request?.contents[0]?.path.length === 0 ? xmlBeside(create) : undefined,
    echoed: code(JSON.stringify(echoed)),
    forced: forcedMembers(entity, factory.shape, shownFields, plan),
    forcedBody: code(wrap('{ ...first.body, ...forced }', create.request?.contents[0]?.path ?? [])),
    secret: secretMembers(entity, factory.shape),
    invalid: plan.invalid(factory).map(({ what, value }) => ({
      what,
      value: code(JSON.stringify(wrapValue(value, create.request?.contents[0]?.path ?? []))),
    })),
    conflicts: factory.named === undefined && (unique.length > 0 || clientKey),
    named: factory.named && namedView(factory.named, create, unique.length > 0),
    defaults: someMembers(defaultsFor(entity, factory.samples[1], shownFields)),
    located:
      get && tellsLocation(create, get, live)
        ? {
            id: get.id,
            status: code(String(get.success.status)),
            isVersioned: answersEtag(create) && tellsVersion(get),
          }
        : undefined,
    list: list && {
      id: list.id,
      route: `GET ${list.path}`,
      url: code(urlOf(list, 'first.params')),
      isScoped: scope.size > 0,
      isKeyKnown,
      items: code(itemsOf(list)),
      status: code(String(list.success.status)),
      /** It is a list of one parent, and each thing that tests make has one of its own. */
      isApart: factory.needs.some(
        ({ field: { name }, inPath }) =>
          inPath &&
          list.parameters.some(({ in: place, field }) => place === 'path' && field === name),
      ),
      orphan: orphanView(list, entity, plan),
      // Names with commas stand in quotes, which a test would have to read.
      csv: columnsOf(entity, list.success).every((name) => /^[\w.]+$/.test(name))
        ? list.success.streams?.find(({ form }) => form === 'csv')?.mediaType
        : undefined,
      columns: code(JSON.stringify(columnsOf(entity, list.success))),
      paged: pagedView(list, entity, plan),
      ...narrowedView(list, entity, factory, plan, shownFields),
    },
    searches: searchTestViews(
      entity,
      factory,
      live.filter((operation) => isSearch(operation) && isWithin(operation, scope)),
      plan,
      shownFields,
    ).map((search) => ({ ...search, isScoped: scope.size > 0 })),
    get: get && {
      id: get.id,
      route: `GET ${get.path}`,
      url: code(urlOf(get, 'params')),
      shown: code(
        get.success.body.kind === 'entity'
          ? get.success.body.path.reduce(member, 'response.json()')
          : 'response.json()',
      ),
      same: get.success.body.kind === 'entity' && get.success.body.representation === response,
      status: code(String(get.success.status)),
      isVersioned: tellsVersion(get),
      xml: get.success.xml?.find((type) => type !== get.success.mediaType),
    },
    /** Where a client is told the version that `If-Match` names. */
    version: get && tellsVersion(get) ? { id: get.id, url: code(urlOf(get, 'params')) } : undefined,
    replace: replace && {
      ...replace,
      whole: whole && wholeView(entity, whole, replace),
      // What is put need not be there.
      missing: replace.isKeyInBody ? undefined : missingOf(item('replace'), entity, scope, plan),
    },
    update: bodyUpdate && {
      ...bodyUpdate,
      single: singleView(entity, item('update'), bodyUpdate, factory, plan),
      missing: bodyUpdate.isKeyInBody ? undefined : missingOf(item('update'), entity, scope, plan),
    },
    jsonPatch: jsonPatchView(
      entity,
      live.find((operation) => jsonPatchOf(operation) && reaches(operation)),
      get,
      factory,
      plan,
    ),
    remove: remove && {
      id: remove.id,
      method: remove.method.toUpperCase(),
      route: `DELETE ${remove.path}`,
      url: code(urlOf(remove, 'params')),
      status: code(String(remove.success.status)),
      isGuarded: isGuarded(remove),
      told: plan.tellsMissing(remove, entity.label),
      gone: get ? code(urlOf(get, 'params')) : undefined,
      getId: get?.id,
    },
    missing: get && missingView(get, entity, scope, plan),
    files: fileTestViews(entity, live, reaches),
  };
}

/** Whether what `get` shows has an ETag. */
const tellsVersion = (get: Operation): boolean =>
  answersEtag(get) && get.success.body.kind !== 'none';

/** Where a create tells that its work is to be found. */
const tellsLocation = (create: Operation, get: Operation, live: readonly Operation[]): boolean =>
  create.success.status === 201 && get === locatedBy(create, live);

/** How tests put what is there and what is not, also several times at once. */
function namedView(
  { field, values }: NonNullable<Factory['named']>,
  create: Operation,
  isUnique: boolean,
) {
  const { status } = create.success;
  const made = madeStatus(create);
  const statuses = [made, status, status, status].sort((one, other) => one - other);
  return {
    made: code(String(made)),
    status: code(String(status)),
    key: code(propertyName(field)),
    // Another one with the same unique values is refused.
    other: isUnique ? undefined : code(JSON.stringify(values[1])),
    statuses: code(JSON.stringify(statuses)),
  };
}
