import { isSameJson } from './stable-json.ts';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts';
import type { JsonValue } from '../types.ts';
import { likelyRename } from './likely-renames.ts';
import { pair, type PlaceOf } from './renames.ts';
import type { EntitySnapshot, FieldSnapshot } from './snapshot.ts';
import type { Change, EntityChange } from './types.ts';

/**
 * What has changed among the fields of one entity.
 *
 * @param told new names by old ones, as a person says
 * @param newName new names of entities by old ones
 */
export function diffFields(
  before: EntitySnapshot,
  after: EntitySnapshot,
  told: ReadonlyMap<string, string>,
  newName: ReadonlyMap<string, string>,
  place: PlaceOf,
): { fields: EntityChange['fields']; diagnostics: readonly Diagnostic[] } {
  const { kept, added, removed, diagnostics } = pair({
    before: before.fields,
    after: after.fields,
    told,
    noun: `field of ${after.name}`,
    fold: (name) => name,
    place: ({ name }) => place(after.name, name),
  });
  const likely = likelyRename(removed, added, ({ type, values, nullable, reference }) => [
    { type, values: values ?? [], nullable, refers: reference?.entity ?? '' },
  ]);
  return {
    fields: {
      added,
      removed,
      kept: kept.map((both) => ({ ...both, changes: changesOf(both.before, both.after, newName) })),
    },
    diagnostics: [
      ...diagnostics,
      ...likely.map(({ from, to }) =>
        diagnostic(
          'SW5513',
          'warning',
          `The field ${from.name} of ${after.name} is gone and ${to.name} is new, of the same type. If it is the same under another name, say so: --rename ${after.name}.${from.name}=${to.name}, or x-renamed-from: ${from.name} in its schema.`,
          place(after.name, to.name),
        ),
      ),
    ],
  };
}

function changesOf(
  before: FieldSnapshot,
  after: FieldSnapshot,
  newName: ReadonlyMap<string, string>,
): Change[] {
  const { reference } = before;
  const moved = reference && {
    ...reference,
    entity: newName.get(reference.entity) ?? reference.entity,
  };
  const change = (what: string, old: unknown, now: unknown): Change[] =>
    isSameJson(old, now) ? [] : [{ what, before: asJson(old), after: asJson(now) }];
  return [
    ...change('name', before.name, after.name),
    ...change('column', before.column, after.column),
    ...change('type', before.type, after.type),
    ...valueChanges(before.values ?? [], after.values ?? []),
    ...change('required', before.required, after.required),
    ...change('nullable', before.nullable, after.nullable),
    ...change('readOnly', before.readOnly, after.readOnly),
    ...change('writeOnly', before.writeOnly, after.writeOnly),
    ...change('hidden', before.hidden, after.hidden),
    ...change('default', before.default, after.default),
    ...change('generation', before.generation, after.generation),
    ...change('reference', moved, after.reference),
  ];
}

/** Values that an enum has gained and lost; their order means nothing. */
function valueChanges(before: readonly string[], after: readonly string[]): Change[] {
  const added = after.filter((value) => !before.includes(value));
  const removed = before.filter((value) => !after.includes(value));
  return added.length + removed.length === 0
    ? []
    : [{ what: 'values', before: removed, after: added }];
}

const asJson = (value: unknown): JsonValue => (value === undefined ? null : (value as JsonValue));
