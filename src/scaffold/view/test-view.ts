import { entityNamed } from '../../model/by-entity.ts';
import type { Entity, JsonValue, Operation, Resource, ServiceModel } from '../../model/types.ts';
import { code } from '../code.ts';
import { isCallable } from './callable.ts';
import { member } from './field-type.ts';
import { isForm } from './forms.ts';
import { isSearch } from './lookup.ts';
import { madeView, reachOf } from './made-view.ts';
import { listView } from './page-test-view.ts';
import type { TestPlan } from './test-plan.ts';
import { arrives, queriedUrl, sampleUrl } from './test-url.ts';
import { isMembers, sentAs, wrapValue } from './test-values.ts';
import { unusedMethod } from './refused-method-view.ts';
import { waitingTestViews } from './waiting-test-view.ts';

/** The tests of one resource. */
export interface TestView {
  readonly path: string;
  readonly [name: string]: unknown;
}

/** What `tests/[resource].test.ts.hbs` needs. */
export function testView(resource: Resource, model: ServiceModel, plan: TestPlan): TestView {
  const entity = entityNamed(model, resource.entity);
  const factory = entity && plan.factory(entity.name);
  const own = resource.operations.filter(arrives);
  const live = own.filter(
    (operation) =>
      operation.status === 'live' &&
      operation.entity === entity?.name &&
      isCallable(operation, model),
  );
  const made = factory && entity ? madeView(entity, factory, live, plan) : undefined;
  const unmade =
    entity && !made
      ? live
          .filter((operation) => operation.kind === 'list' && !isSearch(operation))
          .flatMap((operation) => listView(operation, entity, model, plan) ?? [])
      : [];
  const guarded = own.find(
    ({ security }) =>
      security.length > 0 && !security.some((alternative) => Object.keys(alternative).length === 0),
  );
  const first = own[0];
  const finds = made && factory && entity ? reachOf(entity, factory).reaches : () => false;
  const waiting = waitingTestViews(own, entity, finds, made?.function, model);
  return {
    path: `tests/${testName(resource, model)}.test.ts`,
    title: resource.folder,
    folder: resource.folder,
    made,
    unmade,
    singleton: entity?.singleton ? singletonView(live, plan, entity, model) : undefined,
    waiting: waiting.map(({ imported }) => imported),
    /** Those that need nothing that is there, and those that are sent what a test has made. */
    holes: waiting.filter(({ isMade }) => !isMade),
    found: waiting.filter(({ isMade }) => isMade),
    guarded: guarded && {
      id: guarded.id,
      method: guarded.method.toUpperCase(),
      url: code(sampleUrl(guarded, model)),
      route: `${guarded.method.toUpperCase()} ${guarded.path}`,
    },
    unknownMethod: first && unusedMethod(first, model),
  };
}

/** The file of a resource's tests; `service.test.ts` is that of the service. */
function testName({ folder }: Resource, { resources }: ServiceModel): string {
  if (folder !== 'service') return folder;
  const taken = new Set(['service', ...resources.map((other) => other.folder)]);
  let name = `${folder}-operations`;
  for (let count = 2; taken.has(name); count++) name = `${folder}-operations-${count}`;
  return name;
}

/** Those members of a value that an answer shows. */
const shownOf = (value: JsonValue, shown: ReadonlySet<string>): JsonValue =>
  isMembers(value)
    ? Object.fromEntries(Object.entries(value).filter(([name]) => shown.has(name)))
    : value;

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
  const value = shape && plan.value(entity, shape, 1, false);
  if (!get || !write || value === undefined || get.path.includes('{')) return undefined;
  if (isForm(write.request?.contents[0])) return undefined;
  const [url, writeUrl] = [queriedUrl(get, model), queriedUrl(write, model)];
  if (url === undefined || writeUrl === undefined) return undefined;
  const { body } = get.success;
  const shown = new Set(
    entity.representations
      .find(({ name }) => body.kind === 'entity' && name === body.representation)
      ?.members.map(({ field }) => field),
  );
  return {
    label: entity.label,
    url: code(url),
    writeUrl: code(writeUrl),
    getId: get.id,
    status: code(String(get.success.status)),
    writeId: write.id,
    writeMethod: write.method.toUpperCase(),
    contentType: sentAs(write.request?.contents[0]),
    payload: code(JSON.stringify(wrapValue(value, write.request?.contents[0]?.path ?? []))),
    body: code(JSON.stringify(shownOf(value, shown))),
    shown: code(body.kind === 'entity' ? body.path.reduce(member, 'after.json()') : 'after.json()'),
  };
}
