import type { Entity, Operation } from '../../model/types.ts';
import { isEveryRow, locatedBy, tellsKeyAlone } from './lookup.ts';

/** What shows a thing that a create made, where the create's own answer does not. */
export interface MadeReader {
  readonly operation: Operation;
  /**
   * How the thing is known: by the key that a receipt tells, by the `Location` of the answer, or as
   * what a list has more than before.
   */
  readonly by: 'receipt' | 'location' | 'list';
}

/** What of a factory says how the thing is shown that it makes. */
export interface Shower {
  readonly entity: Entity;
  readonly create: Operation;
  readonly reader?: MadeReader;
}

/** The operation that shows what was made. */
export const showsMade = ({ create, reader }: Shower): Operation => reader?.operation ?? create;

/** The name of the representation in which what was made is shown. */
export function shownShape(shower: Shower): string | undefined {
  const { body } = showsMade(shower).success;
  return body.kind === 'entity' || body.kind === 'list' ? body.representation : undefined;
}

/** The way to the key in an answer that tells no more. */
export const receiptKey = ({ success: { body } }: Operation): readonly string[] | undefined =>
  body.kind === 'entity' ? body.envelope.find(({ role }) => role === 'key')?.path : undefined;

/** What is asked for what a create has made, of which its answer shows no more than a key, or nothing. */
export function readerOf(
  entity: Entity,
  create: Operation,
  operations: readonly Operation[],
): MadeReader | undefined {
  if (tellsKeyAlone(create.success)) {
    const get = receiptKey(create) && operations.find((one) => isReached(one, entity, create));
    return get && { operation: get, by: 'receipt' };
  }
  const readers = [
    { operation: create.success.status === 201 && locatedBy(create, operations), by: 'location' },
    { operation: operations.find((one) => isEveryRow(one, scopeNames(create))), by: 'list' },
  ] as const;
  for (const { operation, by } of readers) {
    const reader = operation && { operation, by };
    if (reader && entity.key.fields.every((name) => tellsKey({ entity, create, reader }, name)))
      return reader;
  }
  return undefined;
}

const tellsKey = (shower: Shower, name: string): boolean =>
  scopeNames(shower.create).has(name) || isShown(shower, name);

/** The fields that a create takes from its path. */
export const scopeNames = (create: Operation): ReadonlySet<string> =>
  new Set(
    create.parameters.flatMap(({ in: place, field }) =>
      place === 'path' && field !== undefined ? [field] : [],
    ),
  );

/** Whether a `get` finds what a create made by its key and by what the create had in its path. */
function isReached(
  { kind, success, parameters }: Operation,
  { key }: Entity,
  create: Operation,
): boolean {
  const known = new Set([key.fields.at(-1), ...scopeNames(create)]);
  return (
    kind === 'get' &&
    success.body.kind === 'entity' &&
    parameters.every(({ in: place, role, required, field }) =>
      place === 'path' || role === 'key' ? known.has(field) : place === 'header' || !required,
    )
  );
}

/** Whether a key of what was made is told, itself or as the end of a resource name. */
export function isShown(shower: Shower, name: string): boolean {
  const { entity, create, reader } = shower;
  if (receiptKey(create) !== undefined) return name === entity.key.fields.at(-1);
  if (reader === undefined && create.success.body.kind !== 'entity') return false;
  const shape = entity.representations.find((known) => known.name === shownShape(shower));
  const shown = new Set(shape?.members.map(({ field }) => field));
  const isNamed = entity.fields.some(
    (field) =>
      field.generation?.by === 'template' &&
      field.generation.template.endsWith(`{${name}}`) &&
      shown.has(field.name),
  );
  return shown.has(name) || isNamed;
}
