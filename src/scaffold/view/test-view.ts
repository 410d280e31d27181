import { hasOwnLogic } from '../../model/holes.ts';
import type {
  Entity,
  Field,
  JsonValue,
  Operation,
  Parameter,
  Representation,
  RequestContent,
  Resource,
  ServiceModel,
} from '../../model/types.ts';
import { objectShape } from '../../model/object-shape.ts';
import { unwrapNull } from '../../model/schema-shape.ts';
import type { Schema } from '../../spec/openapi.ts';
import { type Code, code } from '../code.ts';
import { propertyName, stringLiteral, templateText } from '../encode.ts';
import { invalidSamples, sampleOf } from '../sample.ts';
import { judgeOf } from '../sampling/judge.ts';
import { isCallable } from './callable.ts';
import { tellsDetail } from './errors-view.ts';
import { member } from './field-type.ts';
import { answersEtag, isGuarded, namesParent, parentLookup } from './lookup.ts';
import { createShape } from './inserts.ts';
import { filterTests, searchTest, sortTests } from './list-test-view.ts';

/** How tests make one entity over HTTP. */
interface Factory {
  readonly entity: Entity;
  readonly create: Operation;
  readonly shape: Representation;
  /** Bodies without references, which are added when the test runs. */
  readonly samples: readonly JsonValue[];
  /** References and parents that must exist first: field name and factory. */
  readonly needs: readonly { field: Field; target: string; inPath: boolean }[];
}

type LiveOf = (entity: string) => { operations: readonly Operation[]; folder: string };

/** Everything about tests that spans entities: who can be made, and by what. */
export class TestPlan {
  readonly #model: ServiceModel;
  readonly #liveOf: LiveOf;
  readonly #factories = new Map<string, Factory | undefined>();

  constructor(model: ServiceModel, liveOf: LiveOf) {
    this.#model = model;
    this.#liveOf = (entity) => {
      const { operations, folder } = liveOf(entity);
      return {
        operations: operations.filter((one) => isCallable(one, model) && arrives(one)),
        folder,
      };
    };
  }

  /** The factory of an entity; nothing where it cannot be made with what the description gives. */
  factory(name: string, path: readonly string[] = []): Factory | undefined {
    if (path.includes(name)) return undefined;
    if (!this.#factories.has(name)) this.#factories.set(name, this.#build(name, [...path, name]));
    return this.#factories.get(name);
  }

  entities(): string[] {
    return this.#model.entities
      .map(({ name }) => name)
      .filter((name) => this.factory(name) !== undefined);
  }

  #build(name: string, path: readonly string[]): Factory | undefined {
    const entity = this.#model.entities.find((candidate) => candidate.name === name);
    const { operations } = this.#liveOf(name);
    const create = operations.find(({ kind }) => kind === 'create');
    const shape = entity && create && createShape(entity, create);
    if (
      create?.parameters.some(
        ({ in: place, required, role }) =>
          required && role !== 'scope' && (place === 'query' || place === 'cookie'),
      )
    )
      return undefined;
    if (
      !entity ||
      !create ||
      !shape ||
      create.success.body.kind !== 'entity' ||
      create.success.body.representation === ''
    )
      return undefined;
    const needs: { field: Field; target: string; inPath: boolean }[] = [];
    const left: string[] = [];
    for (const field of entity.fields) {
      const inPath = create.parameters.some(
        (parameter) => namesParent(parameter) && parameter.field === field.name,
      );
      const sent = shape.members.find(({ field: own }) => own === field.name);
      if (!field.reference || (!inPath && !sent)) continue;
      const isNeeded = inPath || sent?.required === true;
      if (!isNeeded) {
        left.push(field.name);
        continue;
      }
      const target = this.factory(field.reference.entity, path);
      // A parent whose key its answer does not tell can be made, and not referred to.
      if (!target || !isShown(target.entity, target.create, field.reference.field))
        return undefined;
      needs.push({ field, target: field.reference.entity, inPath });
    }
    const replaced = new Set(needs.filter(({ inPath }) => !inPath).map(({ field }) => field.name));
    const samples = [0, 1, 2].flatMap((seed) => {
      const value = this.value(shape.schema, seed, seed === 0);
      return isMembers(value) ? [without(value, left, replaced)] : [];
    });
    return samples.length === 3 ? { entity, create, shape, samples, needs } : undefined;
  }

  /** Whether a body is one that a schema accepts. */
  takes(schema: Field['schema'], value: JsonValue): boolean {
    return judgeOf(schema, this.#model.schemas, 'request')(value).length === 0;
  }

  get schemas() {
    return this.#model.schemas;
  }

  /** What a 404 says that was looked for; nothing where such an answer does not tell. */
  tellsMissing(operation: Operation, label: string): string | undefined {
    return tellsDetail(operation, 404, this.#model) ? `no such ${label}` : undefined;
  }

  /** The parent for which a list looks first. */
  parentOf(operation: Operation, entity: Entity): Entity | undefined {
    const entityOf = (name: string) => this.#model.entities.find((one) => one.name === name);
    return parentLookup(operation, entity, entityOf, (name) => this.#liveOf(name).operations)
      ?.parent;
  }

  invalid(factory: Factory) {
    const value = this.value(factory.shape.schema, 0, true);
    const defaults = new Set(
      factory.entity.fields
        .filter((field) => field.default !== undefined)
        .map(({ name }) => `${name} missing`),
    );
    const refused =
      value === undefined ? [] : invalidSamples(factory.shape.schema, this.#model.schemas, value);
    // A default stands in for what is missing.
    return refused.filter(({ what }) => !defaults.has(what));
  }

  value(schema: Field['schema'], seed: number, full: boolean): JsonValue | undefined {
    return sampleOf(schema, this.#model.schemas, { usage: 'request', full, seed });
  }
}

const isMembers = (value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const without = (
  value: Readonly<Record<string, JsonValue>>,
  left: readonly string[],
  replaced: ReadonlySet<string>,
): JsonValue =>
  Object.fromEntries(
    Object.entries(value).filter(([name]) => !left.includes(name) && !replaced.has(name)),
  );

/** What `tests/support/[entity].ts.hbs` needs. */
export function factoryView(factory: Factory, model: ServiceModel) {
  const { entity, create, samples, needs } = factory;
  const body = create.success.body;
  const shown =
    body.kind === 'entity' ? body.path.reduce(member, 'response.json()') : 'response.json()';
  const parents = [...new Set(needs.map(({ target }) => target))];
  const key = entity.key.fields.at(-1) ?? 'id';
  const keyField = entity.fields.find(({ name }) => name === key);
  const params = create.parameters
    .filter(isInUrl)
    .map(
      (parameter) =>
        `${propertyName(parameter.field ?? parameter.name)}: ${parentValue(parameter, factory, model)}`,
    );
  const wrapped = wrap('body', create.request?.contents[0]?.path ?? []);
  const added = needs
    .filter(({ inPath }) => !inPath)
    .map(({ field, target }) => {
      const value = `${variable(target)}.params${access(field.reference?.field ?? 'id')}`;
      return `${propertyName(field.name)}: ${field.reference?.many ? `[${value}]` : value}`;
    });
  return {
    path: `tests/support/${entity.file}.ts`,
    entityName: entity.name,
    label: entity.label,
    samplesName: `${lower(entity.name)}Samples`,
    samples: code(JSON.stringify(samples)),
    function: `create${entity.name}`,
    parents: parents.map((target) => ({
      name: `create${target}`,
      variable: variable(target),
      from: `./${model.entities.find(({ name }) => name === target)?.file ?? target}.ts`,
    })),
    params: code(`{ ${params.join(', ')} }`),
    hasParams: params.length > 0,
    url: code(urlOf(create, 'params')),
    method: create.method.toUpperCase(),
    operationId: create.id,
    contentType: sentAs(create.request?.contents[0]),
    added: code(added.join(', ')),
    hasAdded: added.length > 0,
    body: code(wrapped),
    status: code(String(create.success.status)),
    shown: code(shown),
    key: code(keyField ? keyExpression(keyField, entity) : "''"),
    keyName: code(propertyName(key)),
    hasKey: keyField !== undefined && keyExpression(keyField, entity) !== undefined,
  };
}

/** Parameters whose values a create's URL needs. */
const isInUrl = (parameter: Parameter): boolean =>
  parameter.in === 'path' || namesParent(parameter);

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const variable = (target: string): string => `for${target}`;
const access = (name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;

/** The key of what was created: shown, or the end of a resource name. */
function keyExpression(key: Field, entity: Entity): string {
  if (!key.hidden) return `shown${access(key.name)}`;
  const named = entity.fields.find(
    ({ generation }) =>
      generation?.by === 'template' && generation.template.endsWith(`{${key.name}}`),
  );
  return named ? `String(shown${access(named.name)}).split('/').at(-1)` : 'undefined';
}

function parentValue(parameter: Parameter, { needs }: Factory, model: ServiceModel): string {
  const need = needs.find(({ field, inPath }) => inPath && field.name === parameter.field);
  if (need) return `${variable(need.target)}.params${access(need.field.reference?.field ?? 'id')}`;
  return sampleKey(parameter, model);
}

/** A path parameter's value where nothing has to exist: any valid one. */
export function sampleKey({ schema }: Parameter, model: ServiceModel): string {
  const value = sampleOf(schema, model.schemas, { usage: 'request', full: false, seed: 0 });
  return typeof value === 'string'
    ? stringLiteral(value)
    : typeof value === 'number'
      ? String(value)
      : "'parent-1'";
}

/** Values for the headers that live operations and holes cannot do without, as an object literal. */
export function requiredHeaders(model: ServiceModel): Code | undefined {
  const members = model.resources
    .flatMap(({ operations }) => operations)
    .flatMap((operation) => {
      const needed = operation.parameters.filter(
        ({ in: place, required, name }) =>
          place === 'header' && required && !/^(?:accept|content-type|authorization)$/i.test(name),
      );
      const values = needed.flatMap(({ name, schema }) => {
        const value = sampleOf(schema, model.schemas, { usage: 'request', full: false, seed: 0 });
        return value === undefined
          ? []
          : [
              [
                name.toLowerCase(),
                typeof value === 'object' ? JSON.stringify(value) : String(value),
              ] as const,
            ];
      });
      return values.length > 0 ? [[operation.id, Object.fromEntries(values)] as const] : [];
    });
  return members.length > 0 ? code(JSON.stringify(Object.fromEntries(members))) : undefined;
}

const wrap = (expression: string, path: readonly string[]): string =>
  path.reduceRight((inner, name) => `{ ${propertyName(name)}: ${inner} }`, expression);

/** A template literal for an operation's URL, with the values of its path parameters. */
export function urlOf(operation: Operation, values: string): string {
  const parts = operation.path.split(/(\{[^}]*\})/).map((part) => {
    if (!part.startsWith('{')) return templateText(part);
    const parameter = operation.parameters.find(
      ({ name, in: place }) => place === 'path' && name === part.slice(1, -1),
    );
    return `\${encodeURIComponent(String(${values}${access(parameter?.field ?? part.slice(1, -1))}))}`;
  });
  const query = operation.parameters
    .filter((parameter) => parameter.in === 'query' && namesParent(parameter))
    .map(
      ({ name, field = name }) =>
        `${templateText(encodeURIComponent(name))}=\${encodeURIComponent(String(${values}${access(field)}))}`,
    );
  return `\`${parts.join('')}${query.length > 0 ? `?${query.join('&')}` : ''}\``;
}

/** Whether the answer to a create tells a key, itself or as the end of a resource name. */
function isShown(entity: Entity, create: Operation, name: string): boolean {
  const { body } = create.success;
  const shape = entity.representations.find(
    (known) => body.kind === 'entity' && known.name === body.representation,
  );
  const shown = new Set(shape?.members.map(({ field }) => field));
  const isNamed = entity.fields.some(
    (field) =>
      field.generation?.by === 'template' &&
      field.generation.template.endsWith(`{${name}}`) &&
      shown.has(field.name),
  );
  return shown.has(name) || isNamed;
}

/** Fields that a client may send and the service fills all the same. */
function isOwned(entity: Entity, name: string): boolean {
  const field = entity.fields.find((candidate) => candidate.name === name);
  return (
    field?.readOnly === true || field?.generation?.by === 'template' || field?.unshown.length !== 0
  );
}

export interface TestView {
  readonly path: string;
  readonly [name: string]: unknown;
}

/** What `tests/[resource].test.ts.hbs` needs. */
export function testView(resource: Resource, model: ServiceModel, plan: TestPlan): TestView {
  const entity = model.entities.find(({ name }) => name === resource.entity);
  const factory = entity && plan.factory(entity.name);
  const own = resource.operations.filter(arrives);
  const live = own.filter(
    (operation) =>
      operation.status === 'live' &&
      operation.entity === entity?.name &&
      isCallable(operation, model),
  );
  const holes = own.filter((operation) => hasOwnLogic(operation) && isCallable(operation, model));
  const made = factory && entity ? madeView(entity, factory, live, plan) : undefined;
  const unmade =
    entity && !made
      ? live
          .filter(({ kind }) => kind === 'list')
          .flatMap((operation) => listView(operation, entity, model, plan) ?? [])
      : [];
  const guarded = own.find(
    ({ security }) =>
      security.length > 0 && !security.some((alternative) => Object.keys(alternative).length === 0),
  );
  const first = own[0];
  return {
    path: `tests/${testName(resource, model)}.test.ts`,
    title: resource.folder,
    folder: resource.folder,
    made,
    unmade,
    singleton: entity?.singleton ? singletonView(live, plan, entity, model) : undefined,
    holes: holes
      .filter((hole) => isReachable(hole, model))
      .map((hole) => {
        const isTaken = TEST_NAMES.has(hole.id) || hole.id === made?.function;
        const local = isTaken ? `${hole.id}Logic` : hole.id;
        return {
          id: hole.id,
          local,
          imported: code(local === hole.id ? local : `${hole.id} as ${local}`),
          method: hole.method.toUpperCase(),
          url: code(sampleUrl(hole, model)),
        };
      }),
    guarded: guarded && {
      id: guarded.id,
      method: guarded.method.toUpperCase(),
      url: code(sampleUrl(guarded, model)),
      route: `${guarded.method.toUpperCase()} ${guarded.path}`,
    },
    unknownMethod: first && unusedMethod(first, model),
  };
}

/** The media type of a body: a range of them includes JSON. */
const sentAs = (content: RequestContent | undefined): string =>
  content === undefined || content.mediaType.includes('*') ? 'application/json' : content.mediaType;

/** What a test file imports or declares for itself. */
const TEST_NAMES: ReadonlySet<string> = new Set(
  'afterAll afterEach app beforeAll call database describe emptyTables expect isOpen startService test'.split(
    ' ',
  ),
);

/** Whether a path arrives as it is written: `..`, `?` and `#` never do (RFC 3986, section 5.2.4). */
function arrives({ path }: Operation): boolean {
  const written = path.replace(/\{[^}]*\}/g, 'x');
  const url = URL.parse(encodeURI(written).replace(/%25/g, '%'), 'http://localhost');
  return url !== null && url.search === '' && url.hash === '' && decoded(url.pathname) === written;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURI(path);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** Whether a parameter's value is one text: lists and objects are written in ways of their own. */
function isScalar({ schema }: Parameter, { schemas }: ServiceModel): boolean {
  const value = sampleOf(schema, schemas, { usage: 'request', full: false, seed: 0 });
  return value !== undefined && typeof value !== 'object';
}

/** The file of a resource's tests; `service.test.ts` is that of the service. */
function testName({ folder }: Resource, { resources }: ServiceModel): string {
  const taken = new Set(['service', ...resources.map((other) => other.folder)]);
  if (folder !== 'service') return folder;
  let name = `${folder}-operations`;
  for (let count = 2; taken.has(name); count++) name = `${folder}-operations-${count}`;
  return name;
}

/** Holes that a request without a body or parameters reaches; those of a path stand there as they are. */
const isReachable = ({ request, parameters, method }: Operation, model: ServiceModel): boolean =>
  request === undefined &&
  !parameters.some((parameter) =>
    parameter.in === 'path'
      ? parameter.style !== 'simple' || !isScalar(parameter, model)
      : parameter.required,
  ) &&
  !['trace', 'query', 'head'].includes(method);

export function sampleUrl(operation: Operation, model: ServiceModel): string {
  const parts = operation.path.split(/(\{[^}]*\})/).map((part) => {
    if (!part.startsWith('{')) return templateText(part);
    const parameter = operation.parameters.find(
      ({ name, in: place }) => place === 'path' && name === part.slice(1, -1),
    );
    return parameter ? `\${encodeURIComponent(${sampleKey(parameter, model)})}` : 'x';
  });
  return `\`${parts.join('')}\``;
}

function unusedMethod(operation: Operation, model: ServiceModel) {
  const shape = (path: string) => path.replace(/\{[^}]*\}/g, '{}');
  const used = new Set(
    model.resources
      .flatMap(({ operations }) => operations)
      .filter(({ path }) => shape(path) === shape(operation.path))
      .map(({ method }) => method),
  );
  const free = ['patch', 'put', 'delete', 'post'].find((method) => !used.has(method));
  return (
    free && {
      method: free.toUpperCase(),
      url: code(sampleUrl(operation, model)),
      route: operation.path,
    }
  );
}

/** A list of what no test can make; nothing where it is never empty, or a parameter has no sample. */
function listView(operation: Operation, entity: Entity, model: ServiceModel, plan: TestPlan) {
  const query = requiredQuery(operation, model);
  if (query === undefined || !mayBeEmpty(operation, model)) return undefined;
  return {
    id: operation.id,
    route: `GET ${operation.path}`,
    label: entity.label,
    url: code(sampleUrl(operation, model).replace(/`$/, `${templateText(query)}\``)),
    items: code(itemsOf(operation)),
    hasParent: plan.parentOf(operation, entity) !== undefined,
  };
}

/** Whether a list is allowed to hold nothing. */
function mayBeEmpty({ responses, success }: Operation, { schemas }: ServiceModel): boolean {
  const path = success.body.kind === 'list' ? success.body.path : [];
  const whole = responses
    .find(({ status }) => status === String(success.status))
    ?.contents.find(({ mediaType }) => mediaType === success.mediaType)?.schema;
  const list = path.reduce<Schema | undefined>(
    (schema, name) => objectShape(schema, schemas)?.properties.get(name)?.schema,
    whole,
  );
  return (unwrapNull(list, schemas).schema.minItems ?? 0) === 0;
}

/** The query that an operation cannot do without, such as `?since=2026-01-05`; empty where there is none. */
function requiredQuery({ parameters }: Operation, model: ServiceModel): string | undefined {
  const query = new URLSearchParams();
  for (const { name, in: place, required, role, schema } of parameters) {
    if (place !== 'query' || !required) continue;
    const value = sampleOf(schema, model.schemas, { usage: 'request', full: false, seed: 0 });
    if (role === 'cursor' || value === undefined || typeof value === 'object') return undefined;
    query.set(name, String(value));
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}

const itemsOf = ({ success }: Operation): string =>
  success.body.kind === 'list'
    ? success.body.path.reduce(member, 'response.json()')
    : 'response.json()';

function singletonView(
  live: readonly Operation[],
  plan: TestPlan,
  entity: Entity,
  model: ServiceModel,
) {
  const get = live.find(({ kind }) => kind === 'get');
  const write = live.find(({ kind }) => kind === 'replace' || kind === 'update');
  const shape =
    write &&
    entity.representations.find(({ name }) => name === write.request?.contents[0]?.representation);
  const value = shape && plan.value(shape.schema, 1, false);
  if (!get || !write || value === undefined || get.path.includes('{')) return undefined;
  return {
    label: entity.label,
    url: code(sampleUrl(get, model)),
    getId: get.id,
    writeId: write.id,
    writeMethod: write.method.toUpperCase(),
    contentType: sentAs(write.request?.contents[0]),
    payload: code(JSON.stringify(wrapValue(value, write.request?.contents[0]?.path ?? []))),
    body: code(JSON.stringify(value)),
    shown: code(
      get.success.body.kind === 'entity'
        ? get.success.body.path.reduce(member, 'after.json()')
        : 'after.json()',
    ),
  };
}

const wrapValue = (value: JsonValue, path: readonly string[]): JsonValue =>
  path.reduceRight<JsonValue>((inner, name) => ({ [name]: inner }), value);

function madeView(entity: Entity, factory: Factory, live: readonly Operation[], plan: TestPlan) {
  const { create } = factory;
  const scope = new Set(
    create.parameters.filter(({ in: place }) => place === 'path').map(({ field }) => field),
  );
  const isKeyKnown = entity.key.fields.every(
    (name) => scope.has(name) || isShown(entity, create, name),
  );
  const known = new Set([...scope, ...entity.key.fields]);
  const reaches = (operation: Operation) =>
    isKeyKnown &&
    operation.parameters
      .filter(({ in: place }) => place === 'path')
      .every(({ field }) => field !== undefined && known.has(field));
  const item = (kind: Operation['kind']) =>
    live.find(
      (operation) =>
        operation.kind === kind &&
        reaches(operation) &&
        !operation.parameters.some(({ required, in: place }) => required && place === 'query'),
    );
  const list = live.find(
    (operation) =>
      operation.kind === 'list' &&
      operation.parameters
        .filter(({ in: place }) => place === 'path')
        .every(({ field }) => field !== undefined && scope.has(field)) &&
      !operation.parameters.some(
        ({ required, in: place, role, schema }) =>
          place === 'query' && (required || (role === 'filter' && schema.default !== undefined)),
      ),
  );
  const get = item('get');
  const remove = item('delete');
  const replace = writeView(entity, item('replace'), factory, plan, false);
  const update = writeView(entity, item('update'), factory, plan, true);
  const whole = writeView(entity, item('replace'), factory, plan, true);
  const response = create.success.body.kind === 'entity' ? create.success.body.representation : '';
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
    file: entity.file,
    function: `create${entity.name}`,
    samplesName: `${lower(entity.name)}Samples`,
    createRoute: `${create.method.toUpperCase()} ${create.path}`,
    createId: create.id,
    createMethod: create.method.toUpperCase(),
    createUrl: code(urlOf(create, 'first.params')),
    createUsesFirst: create.parameters.some(isInUrl),
    sameBody: code(wrap('first.body', create.request?.contents[0]?.path ?? [])),
    conflictBody: code(
      wrap(
        `{ ...${lower(entity.name)}Samples[1], ...first.body }`,
        create.request?.contents[0]?.path ?? [],
      ),
    ),
    contentType: sentAs(create.request?.contents[0]),
    loudType: `${sentAs(create.request?.contents[0]).toUpperCase()}; charset=utf-8`,
    needsBody: create.request?.required,
    echoed: code(JSON.stringify(echoed)),
    invalid: plan.invalid(factory).map(({ what, value }) => ({
      what,
      value: code(JSON.stringify(wrapValue(value, create.request?.contents[0]?.path ?? []))),
    })),
    conflicts: unique.length > 0 || clientKey,
    defaults: someMembers(defaultsFor(entity, factory.samples[1], shownFields)),
    located:
      get && tellsLocation(create, get, live)
        ? {
            id: get.id,
            isVersioned:
              answersEtag(create) &&
              tellsVersion(get) &&
              get.success.body.kind === 'entity' &&
              get.success.body.representation === response,
          }
        : undefined,
    list: list && {
      id: list.id,
      route: `GET ${list.path}`,
      url: code(urlOf(list, 'first.params')),
      isScoped: scope.size > 0,
      isKeyKnown,
      items: code(itemsOf(list)),
      orphan: orphanView(list, entity, plan),
      paged: pagedView(list, scope.size > 0, entity),
      ...narrowedView(list, entity, factory, plan, shownFields),
    },
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
    },
    /** Where a client is told the version that `If-Match` names. */
    version: get && tellsVersion(get) ? { id: get.id, url: code(urlOf(get, 'params')) } : undefined,
    replace: replace && {
      ...replace,
      whole: whole && wholeView(entity, whole, replace),
      missing: replace.isKeyInBody ? undefined : missingOf(item('replace'), entity, scope, plan),
    },
    update: bodyUpdate && {
      ...bodyUpdate,
      single: singleView(entity, item('update'), bodyUpdate, factory, plan),
      missing: bodyUpdate.isKeyInBody ? undefined : missingOf(item('update'), entity, scope, plan),
    },
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
  };
}

/** Whether what `get` shows has an ETag. */
const tellsVersion = (get: Operation): boolean =>
  answersEtag(get) && get.success.body.kind !== 'none';

function pagedView(list: Operation, isScoped: boolean, entity: Entity) {
  const { page } = list;
  if (
    !page ||
    page.limit === undefined ||
    page.style === 'none' ||
    page.style === 'limit' ||
    isScoped
  )
    return undefined;
  const limit = list.parameters.find(({ name }) => name === page.limit);
  if ((limit?.schema.minimum ?? 1) > 1) return undefined;
  const next =
    list.success.body.kind === 'list'
      ? list.success.body.envelope.find(({ role }) => role === 'next-cursor')
      : undefined;
  if (page.style === 'cursor' && !next) return undefined;
  const shape = entity.representations.find(
    ({ name }) => list.success.body.kind === 'list' && name === list.success.body.representation,
  );
  return {
    /** Items that do not show their keys may look alike. */
    isToldApart: entity.key.fields.every((key) =>
      shape?.members.some(({ field }) => field === key),
    ),
    isCursor: page.style === 'cursor',
    limit: page.limit,
    where: page.style === 'page' ? page.page : page.style === 'cursor' ? page.cursor : page.offset,
    first: code(page.style === 'page' ? String(page.firstPage) : '0'),
    next: next && code(next.path.reduce(member, 'response.json()')),
  };
}

/** What tests ask a list for: filters, words and orders. */
function narrowedView(
  list: Operation,
  entity: Entity,
  factory: Factory,
  plan: TestPlan,
  shownFields: ReadonlySet<string>,
) {
  const { body } = list.success;
  const shape = entity.representations.find(
    ({ name }) => body.kind === 'list' && name === body.representation,
  );
  const [sample] = factory.samples;
  if (!shape || !isMembers(sample) || urlOf(list, '').includes('?')) return {};
  const known = {
    list,
    entity,
    schemas: plan.schemas,
    sample,
    references: new Set(
      factory.needs.filter(({ inPath }) => !inPath).map(({ field }) => field.name),
    ),
    shown: new Set(shape.members.map(({ field }) => field).filter((name) => shownFields.has(name))),
  };
  return { filters: filterTests(known), search: searchTest(known), sort: sortTests(known) };
}

/** An item's URL with a key that nothing has. */
function missingView(
  get: Operation,
  entity: Entity,
  scope: ReadonlySet<string | undefined>,
  plan: TestPlan,
) {
  const key = get.parameters.find(({ role, in: place }) => place === 'path' && role === 'key');
  const field = entity.fields.find(({ name }) => name === key?.field);
  const value = key && missingKey(key);
  if (!field || value === undefined || scope.has(field.name)) return undefined;
  return {
    id: get.id,
    url: code(urlOf(get, 'params')),
    key: code(propertyName(field.name)),
    value: code(value),
    told: plan.tellsMissing(get, entity.label),
  };
}

/** A value of a path parameter that nothing has; nothing where only some texts are allowed. */
function missingKey({ schema }: Parameter): string | undefined {
  const type = [schema.type].flat()[0];
  if (type !== 'string' && type !== undefined) return '999999';
  if (schema.pattern !== undefined || schema.enum) return undefined;
  if (schema.format === 'uuid') return "'3f2b8c1e-5d4a-4b6f-9e7d-ffffffffffff'";
  return 'missing-1'.length <= (schema.maxLength ?? 100) ? "'missing-1'" : "'x'";
}

/** A parent that is not there, for what is listed under it or created in it. */
function orphanView(list: Operation, entity: Entity, plan: TestPlan) {
  const parent = list.parameters.findLast(
    ({ role, in: place }) => place === 'path' && role === 'scope',
  );
  const value = parent && missingKey(parent);
  if (parent?.field === undefined || value === undefined || !plan.parentOf(list, entity))
    return undefined;
  return {
    key: code(propertyName(parent.field)),
    value: code(value),
    told: plan.tellsMissing(list, plan.parentOf(list, entity)?.label ?? ''),
  };
}

/** Where a create tells that its work is to be found. */
const tellsLocation = (create: Operation, get: Operation, live: readonly Operation[]): boolean =>
  create.success.status === 201 &&
  get === live.find(({ kind, path }) => kind === 'get' && path.startsWith(`${create.path}/`));

/** What stands in for members that a client leaves out. */
function defaultsFor(
  entity: Entity,
  sent: JsonValue | undefined,
  shown: ReadonlySet<string>,
): Record<string, JsonValue> {
  return Object.fromEntries(
    entity.fields.flatMap((field) =>
      field.default === undefined ||
      field.reference ||
      !isMembers(sent) ||
      Object.hasOwn(sent, field.name) ||
      !shown.has(field.name) ||
      isOwned(entity, field.name)
        ? []
        : [[field.name, field.default]],
    ),
  );
}

/** Whether something that a write sends is not what there was before. */
const isOther = (sent: Readonly<Record<string, JsonValue>>, before: JsonValue | undefined) =>
  isMembers(before) &&
  Object.entries(sent).some(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
  );

function writeView(
  entity: Entity,
  operation: Operation | undefined,
  factory: Factory,
  plan: TestPlan,
  full: boolean,
) {
  const content = operation?.request?.contents[0];
  const shape = entity.representations.find(({ name }) => name === content?.representation);
  if (!operation || !content || !shape) return undefined;
  const value = plan.value(shape.schema, 1, full);
  if (!isMembers(value)) return undefined;
  const sent = Object.fromEntries(
    Object.entries(value).filter(([name]) => {
      const field = entity.fields.find((candidate) => candidate.name === name);
      return (
        field && !field.reference && !entity.key.fields.includes(name) && !isOwned(entity, name)
      );
    }),
  );
  const needed = factory.needs
    .filter(
      ({ field, inPath }) =>
        !inPath &&
        shape.members.some(({ field: name, required }) => name === field.name && required),
    )
    .map(({ field }) => field.name);
  const keyInBody = entity.key.fields.filter(
    (name) =>
      shape.members.some(({ field, required }) => field === name && required) ||
      !operation.path.includes('{'),
  );
  const lacking = shape.members.filter(
    ({ required, field }) =>
      required &&
      sent[field] === undefined &&
      !needed.includes(field) &&
      !keyInBody.includes(field),
  );
  if (lacking.length > 0) return undefined;
  const kept = [...needed, ...keyInBody].filter((name) =>
    entity.fields.some((field) => field.name === name && !field.hidden),
  );
  const keptText = kept.map((name) => `${propertyName(name)}: ${member('shown', name)}`);
  const body = operation.success.body;
  const shownFields = new Set(
    body.kind === 'entity'
      ? entity.representations
          .find(({ name }) => name === body.representation)
          ?.members.map(({ field }) => field)
      : [],
  );
  const echoed = Object.fromEntries(Object.entries(sent).filter(([name]) => shownFields.has(name)));
  const members = JSON.stringify(sent).slice(1, -1);
  const payload = `{ ${[...(members === '' ? [] : [members]), ...keptText].join(', ')} }`;
  return {
    id: operation.id,
    method: operation.method.toUpperCase(),
    route: `${operation.method.toUpperCase()} ${operation.path}`,
    url: code(urlOf(operation, 'params')),
    contentType: sentAs(content),
    payload: code(wrap(keptText.length > 0 ? payload : JSON.stringify(sent), content.path)),
    usesShown: keptText.length > 0,
    /** A write that changes nothing leaves the version as it is. */
    isGuarded: isGuarded(operation) && isOther(echoed, factory.samples[0]),
    changed: code(JSON.stringify(echoed)),
    echoed,
    shownFields,
    path: content.path,
    isKeyInBody: keyInBody.length > 0,
    status: code(String(operation.success.status)),
    shown:
      body.kind === 'entity' && Object.keys(echoed).length > 0
        ? code(body.path.reduce(member, 'response.json()'))
        : undefined,
  };
}

type WriteView = NonNullable<ReturnType<typeof writeView>>;

/** A replacement by everything, and then by what must be there: the rest is emptied. */
function wholeView(entity: Entity, whole: WriteView, least: WriteView) {
  if (least.shown === undefined || whole.changed.text === least.changed.text) return undefined;
  const defaults = defaultsFor(entity, least.echoed, least.shownFields);
  const emptied = Object.keys(whole.echoed).filter((name) => {
    const field = entity.fields.find((candidate) => candidate.name === name);
    return (
      !Object.hasOwn(least.echoed, name) &&
      !Object.hasOwn(defaults, name) &&
      field?.generation === undefined
    );
  });
  return {
    payload: whole.payload,
    changed: whole.changed,
    left: code(JSON.stringify({ ...least.echoed, ...defaults })),
    emptied: emptied.length > 0 ? code(JSON.stringify(emptied)) : undefined,
  };
}

/** A change of one member, and the members that it leaves alone. */
function singleView(
  entity: Entity,
  operation: Operation | undefined,
  update: WriteView,
  { samples }: Factory,
  plan: TestPlan,
) {
  const content = operation?.request?.contents[0];
  const shape = entity.representations.find(({ name }) => name === content?.representation);
  const [first] = Object.entries(update.echoed);
  if (!shape || !first || update.usesShown || update.shown === undefined) return undefined;
  const sent = Object.fromEntries([first]);
  const kept = Object.keys(isMembers(samples[0]) ? samples[0] : {}).filter(
    (name) => name !== first[0] && update.shownFields.has(name) && !isOwned(entity, name),
  );
  if (kept.length === 0 || !plan.takes(shape.schema, sent)) return undefined;
  return {
    payload: code(wrap(JSON.stringify(sent), update.path)),
    changed: code(JSON.stringify(sent)),
    kept: code(JSON.stringify(kept)),
  };
}

/** Members as an object literal; nothing where there are none. */
const someMembers = (members: Readonly<Record<string, JsonValue>>): Code | undefined =>
  Object.keys(members).length > 0 ? code(JSON.stringify(members)) : undefined;

const missingOf = (
  operation: Operation | undefined,
  entity: Entity,
  scope: ReadonlySet<string | undefined>,
  plan: TestPlan,
) => operation && missingView(operation, entity, scope, plan);
