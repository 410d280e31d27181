import type { FieldSnapshot, OperationSnapshot } from './snapshot.ts';
import { type Change, type EntityChange, isEntityChanged, type ModelDiff } from './types.ts';

/** What has changed, a line each, for a person: `+` is new, `-` is gone, `~` has changed. */
export function summary({ entities, operations }: ModelDiff): string[] {
  return [
    ...entities.added.flatMap(({ name, fields }) => [
      `+ entity ${name}`,
      ...fields.map((field) => `  + ${described(field)}`),
    ]),
    ...entities.kept.filter(isEntityChanged).flatMap(entityLines),
    ...entities.removed.map(({ name }) => `- entity ${name}`),
    ...operations.added.map((operation) => `+ operation ${called(operation)}`),
    ...operations.changed.map(
      ({ after, changes }) =>
        `~ operation ${called(after)}: ${changes.map(operationChange).join(', ')}`,
    ),
    ...operations.removed.map((operation) => `- operation ${called(operation)}`),
  ];
}

function entityLines({ before, after, changes, fields }: EntityChange): string[] {
  const own = changes.filter(({ what }) => what !== 'name');
  return [
    before.name === after.name
      ? `~ entity ${after.name}`
      : `~ entity ${after.name}, which was ${before.name}`,
    ...own.map((change) => `  ~ ${changed(change)}`),
    ...fields.added.map((field) => `  + ${described(field)}`),
    ...fields.kept
      .filter((field) => field.changes.length > 0)
      .map((field) => `  ~ field ${field.after.name}: ${field.changes.map(changed).join(', ')}`),
    ...fields.removed.map(({ name }) => `  - field ${name}`),
  ];
}

function described({ name, type, required, nullable, reference }: FieldSnapshot): string {
  const traits = [
    type,
    ...(required ? ['required'] : []),
    ...(nullable ? ['nullable'] : []),
    ...(reference ? [`refers to ${reference.entity}`] : []),
  ];
  return `field ${name}: ${traits.join(', ')}`;
}

const called = ({ id, method, path }: OperationSnapshot): string =>
  `${id} (${method.toUpperCase()} ${path})`;

function changed({ what, before, after }: Change): string {
  if (what === 'name') return `was ${shown(before)}`;
  if (what === 'values' && Array.isArray(before) && Array.isArray(after))
    return [
      ...after.map((value) => `value ${JSON.stringify(value)} added`),
      ...before.map((value) => `value ${JSON.stringify(value)} removed`),
    ].join(', ');
  return `${what} ${shown(before)} → ${shown(after)}`;
}

function operationChange(change: Change): string {
  if (change.what === 'contract') return 'what is sent or answered';
  if (change.what === 'status') return change.after === 'live' ? 'live now' : 'a hole now';
  return changed(change);
}

const shown = (value: Change['before']): string =>
  value === null ? 'none' : typeof value === 'string' ? value : JSON.stringify(value);
