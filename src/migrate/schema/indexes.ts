import { isServed } from '../../model/is-served.ts';
import type { Entity, Field, FilterOperator, Operation, ServiceModel } from '../../model/types.ts';
import { foreignKeysOf } from '../references.ts';
import type { SqlNames } from '../sql-names.ts';
import type { Dialect } from '../storage.ts';
import { columnsNamed, fieldNamed, isLink, primaryKey, uniqueSets } from '../stored-fields.ts';
import type { Index, IndexColumn } from './types.ts';

/** One column of an index. */
interface Part {
  readonly field: Field;
  readonly direction: 'asc' | 'desc';
}

type Parts = readonly Part[];

/** An operator that looks for values by their order, and not by equality. */
const RANGES: ReadonlySet<FilterOperator> = new Set(['gt', 'gte', 'lt', 'lte']);

const EQUALITIES: ReadonlySet<FilterOperator> = new Set(['eq', 'in']);

/**
 * Indexes for foreign keys, and for what lists are narrowed and ordered by; each ends in the key
 * that breaks ties. None is the beginning of another one, and none goes on where values are unique.
 */
export function indexesOf(
  entity: Entity,
  model: ServiceModel,
  dialect: Dialect,
  names: SqlNames,
): Index[] {
  const lists = listsOf(model).get(entity.name) ?? [];
  const key = ascending(entity, entity.key.fields);
  const references = foreignKeysOf(entity, model, dialect).map(({ field }): Parts => [
    { field, direction: 'asc' },
  ]);
  const wanted = [...lists.flatMap((list) => readsOf(list, entity, key)), ...references].map(
    tidied,
  );
  const keys = [primaryKey(entity), ...uniqueSets(entity)].map((set) => ascending(entity, set));
  return withoutPrefixes(wanted, keys).map((index) => {
    const named = index
      .filter(({ field }, place) => place === 0 || !entity.key.fields.includes(field.name))
      .map(({ field }) => field.column);
    return {
      name: names.take(`${entity.table}_${named.join('_')}_idx`),
      columns: index.map(indexColumn),
    };
  });
}

/** The lists that are served, by their entities. */
const lists = new WeakMap<ServiceModel, ReadonlyMap<string | undefined, readonly Operation[]>>();

function listsOf(model: ServiceModel): ReadonlyMap<string | undefined, readonly Operation[]> {
  const known = lists.get(model);
  if (known) return known;
  const served = model.resources
    .flatMap(({ operations }) => operations)
    .filter((operation) => operation.kind === 'list' && isServed(operation));
  const found = Map.groupBy(served, ({ entity }) => entity);
  lists.set(model, found);
  return found;
}

/** What one list reads by: its order, its filters in that order, and each of its sort keys. */
function readsOf({ parameters, page }: Operation, entity: Entity, key: Parts): Parts[] {
  const fieldsOf = (role: string, operators: ReadonlySet<FilterOperator>) =>
    parameters.flatMap((parameter) =>
      parameter.role === role && operators.has(parameter.operator ?? 'eq')
        ? (fieldNamed(entity, parameter.field ?? '') ?? [])
        : [],
    );
  const scope = fieldsOf('scope', EQUALITIES).map((field): Part => ({ field, direction: 'asc' }));
  const order = forwards(
    (page?.order ?? []).flatMap(({ field: name, direction }): Part[] => {
      const field = fieldNamed(entity, name);
      return field ? [{ field, direction }] : [];
    }),
  );
  const led = (field: Field, rest: Parts): Parts => [
    ...scope,
    { field, direction: 'asc' },
    ...rest,
  ];
  const sorts = parameters
    .flatMap(({ sort }) => sort?.values ?? [])
    .flatMap(({ field }) => fieldNamed(entity, field) ?? []);
  return [
    [...scope, ...order],
    ...fieldsOf('filter', EQUALITIES)
      .filter(({ type }) => type !== 'boolean')
      .map((field) => led(field, order.length > 0 ? order : key)),
    ...[...fieldsOf('filter', RANGES), ...sorts].map((field) => led(field, key)),
  ];
}

/** An index is read from either end: directions matter only where they differ. */
const forwards = (index: Parts): Parts =>
  new Set(index.map(({ direction }) => direction)).size === 1
    ? index.map(({ field }) => ({ field, direction: 'asc' }))
    : index;

/** Each column once, and nothing from the first one on that no index can hold. */
function tidied(index: Parts): Parts {
  const seen = new Set<Field>();
  const end = index.findIndex(
    ({ field }) => field.type === 'json' || field.generation?.by === 'template' || isLink(field),
  );
  return (end < 0 ? index : index.slice(0, end)).filter(
    ({ field }) => !seen.has(field) && seen.add(field),
  );
}

/** Without indexes that are the beginning of another one or of a key, or that begin with a whole key. */
function withoutPrefixes(indexes: readonly Parts[], keys: readonly Parts[]): Parts[] {
  const distinct = [
    ...new Map(
      indexes.filter((index) => index.length > 0).map((index) => [text(index), index]),
    ).values(),
  ];
  return distinct.filter((index) => {
    const isBeginning = [...distinct, ...keys].some(
      (other) => other !== index && text(other).startsWith(text(index)),
    );
    return !isBeginning && !keys.some((key) => key.length > 0 && text(index).startsWith(text(key)));
  });
}

const text = (index: Parts): string =>
  index.map(({ field, direction }) => `${field.column} ${direction},`).join('');

const ascending = (entity: Entity, names: readonly string[]): Parts =>
  names
    .flatMap((name) =>
      columnsNamed(entity, [name]).length > 0 ? (fieldNamed(entity, name) ?? []) : [],
    )
    .map((field) => ({ field, direction: 'asc' }));

/** Date-times of clients compare as points in time; those of the service are UTC in one form. */
function indexColumn({ field, direction }: Part): IndexColumn {
  const isOwnTime = field.generation?.by === 'created-at' || field.generation?.by === 'updated-at';
  return { column: field.column, direction, instant: field.type === 'date-time' && !isOwnTime };
}
