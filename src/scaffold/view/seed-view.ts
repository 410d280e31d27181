import { isServed } from '../../model/is-served.ts';
import type { Field, ServiceModel } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { literal, propertyName } from '../encode.ts';
import { isJsonArray } from '../sampling/json.ts';
import { NOW, type Seeded, seedRows, type SeedRow, type SeedValue } from '../seed/seed-rows.ts';
import { isCallable } from './callable.ts';
import { hasColumn, isLink } from './field-type.ts';
import { joinTableOf } from './join-tables.ts';
import { now } from './values.ts';

/** What the templates of `src/seed` need; nothing where a description has no examples. */
export interface SeedView {
  readonly tables: readonly {
    readonly table: string;
    /** The column by which the database numbers the rows. */
    readonly counted: string | undefined;
    readonly rows: readonly Code[];
  }[];
  readonly count: Code;
  readonly hasCounted: boolean;
  /** Lists that show what is stored. */
  readonly lists: readonly { id: string; path: string; status: Code }[];
}

export function seedView(model: ServiceModel): SeedView | undefined {
  const seeded = seedRows(model);
  if (seeded.length === 0) return undefined;
  const tables = seeded.flatMap((one) => [tableOf(one), ...linkTables(one)]);
  return {
    tables,
    count: code(String(tables.reduce((sum, { rows }) => sum + rows.length, 0))),
    hasCounted: tables.some(({ counted }) => counted !== undefined),
    lists: listsOf(seeded, model),
  };
}

function tableOf({ entity, rows }: Seeded): SeedView['tables'][number] {
  const columns = entity.fields.filter(hasColumn);
  return {
    table: entity.table,
    counted: columns.find(({ generation }) => generation?.by === 'sequence')?.column,
    rows: rows.map((row) =>
      object(columns.map((field) => [field.column, columnCode(field, row.get(field.name))])),
    ),
  };
}

const object = (members: readonly (readonly [name: string, value: string])[]): Code =>
  code(`{ ${members.map(([name, value]) => `${propertyName(name)}: ${value}`).join(', ')} }`);

function columnCode(field: Field, value: SeedValue | undefined): string {
  if (value === NOW) return now(field);
  if (value === null || value === undefined) return 'null';
  return field.type === 'json' ? `JSON.stringify(${literal(value)})` : literal(value);
}

/** The rows of many-to-many fields, after both sides. */
function linkTables({ entity, rows }: Seeded): SeedView['tables'] {
  return entity.fields.filter(isLink).flatMap((field) => {
    const { table, ownerColumn, targetColumn } = joinTableOf(entity, field);
    const links = rows.flatMap((row) => linksOf(row, entity.key.fields[0] ?? '', field));
    const made = links.map(({ owner, target, position }) =>
      object([
        [ownerColumn, owner],
        [targetColumn, target],
        ['position', String(position)],
      ]),
    );
    return made.length === 0 ? [] : [{ table, counted: undefined, rows: made }];
  });
}

function linksOf(row: SeedRow, key: string, field: Field) {
  const owner = row.get(key);
  const targets = row.get(field.name);
  if (owner === undefined || owner === NOW || targets === NOW || !isJsonArray(targets)) return [];
  return targets.map((target, position) => ({
    owner: literal(owner),
    target: literal(target),
    position,
  }));
}

/** Lists that anybody can ask for who is let in, without a word more. */
const listsOf = (seeded: readonly Seeded[], model: ServiceModel): SeedView['lists'] =>
  model.resources
    .flatMap(({ operations }) => operations)
    .filter(
      (operation) =>
        operation.kind === 'list' &&
        operation.status === 'live' &&
        operation.method === 'get' &&
        isServed(operation) &&
        isCallable(operation, model) &&
        /^[\w/.-]+$/.test(operation.path) &&
        !operation.parameters.some(({ required }) => required) &&
        seeded.some(({ entity }) => entity.name === operation.entity),
    )
    .map(({ id, path, success }) => ({ id, path, status: code(String(success.status)) }));
