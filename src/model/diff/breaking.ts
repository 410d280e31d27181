import type { FieldSnapshot, OperationSnapshot } from './snapshot.ts';
import type { Change, EntityChange, FieldChange, ModelDiff, OperationChange } from './types.ts';

/**
 * What of a difference breaks programs that use the service, a sentence each: what they call is
 * gone, what they send is refused, what they read is missing or of another kind.
 */
export const breakingChanges = ({ entities, operations }: ModelDiff): string[] => [
  ...operations.removed.map((operation) => `${called(operation)} is gone.`),
  ...operations.changed.flatMap(ofOperation),
  ...entities.kept.flatMap(ofEntity),
];

const called = ({ method, path }: OperationSnapshot): string => `${method.toUpperCase()} ${path}`;

function ofOperation({ before, after, changes }: OperationChange): string[] {
  const has = (what: string) => changes.some((change) => change.what === what);
  return [
    ...(has('method') || (has('path') && form(before.path) !== form(after.path))
      ? [`${called(before)} is ${called(after)} now.`]
      : []),
    ...(has('status') && after.status === 'hole'
      ? [`${called(after)} answers 501 until its business logic is written.`]
      : []),
  ];
}

/** A path whose parameters may be called anything. */
const form = (path: string): string => path.replace(/\{[^}]*\}/g, '{}');

function ofEntity({ after: { name }, changes, fields }: EntityChange): string[] {
  const key = changes.some(({ what }) => what === 'key');
  return [
    ...(key ? [`${name} has another key.`] : []),
    ...fields.removed.flatMap((field) => removed(name, field)),
    ...fields.added.filter(mustBeSent).map((field) => `${name}.${field.name} must be sent now.`),
    ...fields.kept.flatMap((field) => ofField(name, field)),
  ];
}

const isSent = ({ readOnly, hidden }: FieldSnapshot): boolean => !readOnly && !hidden;
const isShown = ({ writeOnly, hidden }: FieldSnapshot): boolean => !writeOnly && !hidden;
const mustBeSent = (field: FieldSnapshot): boolean =>
  field.required && isSent(field) && field.default === undefined && field.generation === undefined;

function removed(entity: string, field: FieldSnapshot): string[] {
  if (isShown(field)) return [`${entity}.${field.name} is not answered any more.`];
  return isSent(field) ? [`${entity}.${field.name} cannot be sent any more.`] : [];
}

function ofField(entity: string, { before, after, changes }: FieldChange): string[] {
  const name = `${entity}.${after.name}`;
  const change = (what: string): Change | undefined => changes.find((one) => one.what === what);
  const lost = (before.values ?? []).filter(
    (value) => after.values !== undefined && !after.values.includes(value),
  );
  const isVisible = isSent(after) || isShown(after);
  return [
    ...(change('name') && isVisible
      ? [`${entity}.${before.name} is called ${after.name} now.`]
      : []),
    ...(change('type') && isVisible
      ? [`${name} is ${after.type} now, and was ${before.type}.`]
      : []),
    ...(mustBeSent(after) && !mustBeSent(before) ? [`${name} must be sent now.`] : []),
    ...(isSent(before) && !isSent(after) ? [`${name} cannot be sent any more.`] : []),
    ...(isShown(before) && !isShown(after) ? [`${name} is not answered any more.`] : []),
    ...(after.nullable && !before.nullable && isShown(after) ? [`${name} may be null now.`] : []),
    ...(before.nullable && !after.nullable && isSent(after)
      ? [`${name} must not be null any more.`]
      : []),
    ...(lost.length > 0 && isSent(after)
      ? [`${name} does not take ${lost.join(', ')} any more.`]
      : []),
  ];
}
