import type { Entity, JsonValue, Operation } from '../../model/types.ts';
import { code } from '../code.ts';
import { propertyName } from '../encode.ts';
import { isFilled, member } from './field-type.ts';
import { asForm, isForm } from './forms.ts';
import { answersEtag, isGuarded } from './lookup.ts';
import { shownShape } from './made-reader.ts';
import type { Factory, TestPlan } from './test-plan.ts';
import { urlOf } from './test-url.ts';
import { isMembers, sentAs, wrap } from './test-values.ts';

/** Fields that a client may send and the service fills all the same. */
export function isOwned(entity: Entity, name: string): boolean {
  const field = entity.fields.find((candidate) => candidate.name === name);
  return (
    field?.readOnly === true || field?.generation?.by === 'template' || field?.unshown.length !== 0
  );
}

/** What stands in for members that a client leaves out. */
export function defaultsFor(
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

/** The fields that a body has. */
const membersOf = ({ representations }: Entity, body: string | undefined): ReadonlySet<string> =>
  new Set(representations.find(({ name }) => name === body)?.members.map(({ field }) => field));

/** Whether something that a write sends is not what there was before. */
const isOther = (sent: Readonly<Record<string, JsonValue>>, before: JsonValue | undefined) =>
  isMembers(before) &&
  Object.entries(sent).some(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
  );

/** A write that tests send, and what the answer must show of it. */
export function writeView(
  entity: Entity,
  operation: Operation | undefined,
  factory: Factory,
  plan: TestPlan,
  full: boolean,
) {
  const content = operation?.request?.contents[0];
  const shape = entity.representations.find(({ name }) => name === content?.representation);
  if (!operation || !content || !shape || content.patch === 'json-patch') return undefined;
  const references = entity.fields.filter(({ reference }) => reference).map(({ name }) => name);
  const value = plan.apartFrom(references, shape, plan.value(entity, shape, 1, full), 1);
  if (!isMembers(value)) return undefined;
  const sent = Object.fromEntries(
    Object.entries(isForm(content) ? asForm(value, entity) : value).filter(([name]) => {
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
      !operation.parameters.some(
        ({ role, in: place, field }) =>
          place !== 'body' && field === name && (role === 'key' || role === 'scope'),
      ),
  );
  const lacking = shape.members.filter(
    ({ required, field }) =>
      required &&
      sent[field] === undefined &&
      !needed.includes(field) &&
      !keyInBody.includes(field),
  );
  if (lacking.length > 0) return undefined;
  const kept = [...new Set([...needed, ...keyInBody])].filter((name) =>
    entity.fields.some((field) => field.name === name && !field.hidden),
  );
  // What no answer shows is known from what was sent.
  const told = membersOf(entity, shownShape(factory));
  const isSent = (name: string): boolean => needed.includes(name) && !told.has(name);
  const keptText = kept.map(
    (name) => `${propertyName(name)}: ${member(isSent(name) ? 'body' : 'shown', name)}`,
  );
  const body = operation.success.body;
  const shownFields = membersOf(entity, body.kind === 'entity' ? body.representation : undefined);
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
    usesMade: keptText.length > 0,
    usesBody: kept.some(isSent),
    usesShown: !kept.every(isSent),
    /** A write that changes nothing leaves the version as it is. */
    isGuarded: isGuarded(operation) && isOther(echoed, factory.samples[0]),
    isVersioned: answersEtag(operation),
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
export function wholeView(entity: Entity, whole: WriteView, least: WriteView) {
  if (least.shown === undefined || whole.changed.text === least.changed.text) return undefined;
  const defaults = defaultsFor(entity, least.echoed, least.shownFields);
  const emptied = Object.keys(whole.echoed).filter((name) => {
    const field = entity.fields.find((candidate) => candidate.name === name);
    return (
      !Object.hasOwn(least.echoed, name) &&
      !Object.hasOwn(defaults, name) &&
      field?.generation === undefined &&
      !(field && isFilled(field))
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
export function singleView(
  entity: Entity,
  operation: Operation | undefined,
  update: WriteView,
  factory: Factory,
  plan: TestPlan,
) {
  const content = operation?.request?.contents[0];
  const shape = entity.representations.find(({ name }) => name === content?.representation);
  const [first] = Object.entries(update.echoed);
  if (!shape || !first || update.usesMade || update.shown === undefined) return undefined;
  const sent = Object.fromEntries([first]);
  const [sample] = factory.samples;
  const before = membersOf(entity, shownShape(factory));
  const kept = Object.keys(isMembers(sample) ? sample : {}).filter(
    (name) =>
      name !== first[0] &&
      before.has(name) &&
      update.shownFields.has(name) &&
      !isOwned(entity, name),
  );
  if (kept.length === 0 || !plan.takes(shape.schema, sent)) return undefined;
  return {
    payload: code(wrap(JSON.stringify(sent), update.path)),
    changed: code(JSON.stringify(sent)),
    kept: code(JSON.stringify(kept)),
  };
}
