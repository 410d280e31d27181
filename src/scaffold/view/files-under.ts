import type { Entity, Field } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { stringLiteral } from '../encode.ts';

/** How the files are found of what the database deletes along with a row. */
export interface FilesUnderView {
  readonly function: string;
  /** One query for each entity below that has files. */
  readonly queries: readonly Code[];
}

/**
 * The files of rows that go with a row of an entity, since they refer to it, however far down;
 * nothing where no such rows have any.
 *
 * @param keys the columns and values that find the row
 */
export function filesUnder(
  entity: Entity,
  entities: readonly Entity[],
  keys: readonly { readonly column: string; readonly identifier: string }[],
): FilesUnderView | undefined {
  const conditions = keys.map(
    ({ column, identifier }) => `.where(${stringLiteral(column)}, '=', ${identifier})`,
  );
  const queries = below(entity, entities, conditions.join(''), [entity.name]);
  return queries.length === 0
    ? undefined
    : { function: `filesUnder${entity.name}`, queries: queries.map(code) };
}

/** @param condition what finds the rows above */
function below(
  parent: Entity,
  entities: readonly Entity[],
  condition: string,
  path: readonly string[],
): string[] {
  return (childrenIn(entities).get(parent.name) ?? []).flatMap(({ entity, field }) => {
    if (path.includes(entity.name)) return [];
    const target = parent.fields.find(({ name }) => name === field.reference?.field);
    if (!target) return [];
    const above = `${selectFrom(parent, [target])}${condition}`;
    const own = `.where(${stringLiteral(field.column)}, 'in', ${above})`;
    const files = entity.fields.filter(({ file }) => file !== undefined);
    return [
      ...(files.length > 0 ? [`${selectFrom(entity, files)}${own}`] : []),
      ...below(entity, entities, own, [...path, entity.name]),
    ];
  });
}

/** A field that refers to a parent, with which its rows go. */
interface Child {
  readonly entity: Entity;
  readonly field: Field;
}

const children = new WeakMap<readonly Entity[], ReadonlyMap<string | undefined, Child[]>>();

/** What goes with the rows of each entity, by its name. */
function childrenIn(entities: readonly Entity[]): ReadonlyMap<string | undefined, Child[]> {
  const known = children.get(entities);
  if (known) return known;
  const all = entities.flatMap((entity) =>
    entity.fields
      .filter(({ reference }) => reference?.onDelete === 'cascade' && !reference.many)
      .map((field) => ({ entity, field })),
  );
  const found = Map.groupBy(all, ({ field }) => field.reference?.entity);
  children.set(entities, found);
  return found;
}

const selectFrom = ({ table }: Entity, fields: readonly Field[]): string =>
  `database.selectFrom(${stringLiteral(table)}).select([${fields.map(({ column }) => stringLiteral(column)).join(', ')}])`;
