import { isSameJson } from './stable-json.ts';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts';
import type { JsonValue, ServiceModel } from '../types.ts';
import { diffFields } from './diff-fields.ts';
import { diffOperations } from './diff-operations.ts';
import { likelyRename } from './likely-renames.ts';
import { pair, type PlaceOf } from './renames.ts';
import { type EntitySnapshot, modelSnapshot, type ModelSnapshot } from './snapshot.ts';
import type { Change, EntityChange, ModelDiff, Rename } from './types.ts';

export interface DiffOptions {
  /** What a person says was renamed, besides what the description says. */
  readonly renames?: readonly Rename[];
  readonly place?: PlaceOf;
}

/** What has changed from one model to the next. */
export const diffModels = (
  before: ServiceModel,
  after: ServiceModel,
  options: DiffOptions = {},
): ModelDiff => diffSnapshots(modelSnapshot(before), modelSnapshot(after), options);

/** What has changed from what is remembered of one model to the next. */
export function diffSnapshots(
  before: ModelSnapshot,
  after: ModelSnapshot,
  { renames = [], place = () => undefined }: DiffOptions = {},
): ModelDiff {
  const entities = pair({
    before: before.entities,
    after: after.entities,
    told: new Map(
      renames.flatMap(({ entity, field, to }) => (field === undefined ? [[entity, to]] : [])),
    ),
    noun: 'entity',
    fold: (name) => name.toLowerCase().replace(/[^a-z0-9]/g, ''),
    place: ({ name }) => place(name),
  });
  const newName = new Map(entities.kept.map((kept) => [kept.before.name, kept.after.name]));
  const kept = entities.kept.map((both) =>
    diffEntity(both.before, both.after, renames, newName, place),
  );
  const unknown = renames.filter(
    ({ entity, field }) =>
      field !== undefined &&
      !entities.kept.some((both) => both.before.name === entity || both.after.name === entity),
  );
  return {
    entities: {
      added: entities.added,
      removed: entities.removed,
      kept: kept.map(({ change }) => change),
    },
    operations: diffOperations(before.operations, after.operations, newName),
    diagnostics: [
      ...entities.diagnostics,
      ...unknown.map(({ entity }) =>
        diagnostic(
          'SW5511',
          'error',
          `--rename names a field of ${entity}, and no such entity is in both generations. Name an entity that the description has.`,
        ),
      ),
      ...kept.flatMap(({ diagnostics }) => diagnostics),
      ...likelyEntities(entities.removed, entities.added, place),
    ],
  };
}

function diffEntity(
  before: EntitySnapshot,
  after: EntitySnapshot,
  renames: readonly Rename[],
  newName: ReadonlyMap<string, string>,
  place: PlaceOf,
): { change: EntityChange; diagnostics: readonly Diagnostic[] } {
  const told = renames.flatMap(({ entity, field, to }): [string, string][] =>
    field !== undefined && (entity === before.name || entity === after.name) ? [[field, to]] : [],
  );
  const { fields, diagnostics } = diffFields(before, after, new Map(told), newName, place);
  const current = new Map(fields.kept.map((kept) => [kept.before.name, kept.after.name]));
  const named = (names: readonly string[]): string[] =>
    names.map((name) => current.get(name) ?? name);
  const sets = (entity: readonly (readonly string[])[]) =>
    entity.map((set) => [...set].sort().join(', ')).sort();
  const compared: readonly Change[] = [
    { what: 'name', before: before.name, after: after.name },
    { what: 'table', before: before.table, after: after.table },
    { what: 'key', before: named(before.key), after: after.key },
    { what: 'unique', before: sets(before.unique.map(named)), after: sets(after.unique) },
    { what: 'singleton', before: before.singleton, after: after.singleton },
  ];
  return {
    change: { before, after, fields, changes: compared.filter(differs) },
    diagnostics,
  };
}

const differs = ({ before, after }: Change): boolean => !isSameJson(before, after);

function likelyEntities(
  removed: readonly EntitySnapshot[],
  added: readonly EntitySnapshot[],
  place: PlaceOf,
): Diagnostic[] {
  const shape = ({ fields }: EntitySnapshot): JsonValue[] =>
    fields.map(({ name, type }) => `${name}: ${type}`);
  return likelyRename(removed, added, shape).map(({ from, to }) =>
    diagnostic(
      'SW5513',
      'warning',
      `The entity ${from.name} is gone and ${to.name} is new, with much the same fields. If it is the same under another name, say so: --rename ${from.name}=${to.name}, or x-renamed-from: ${from.name} in the schema.`,
      place(to.name),
    ),
  );
}
