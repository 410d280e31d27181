import { type ExpressionBuilder, type Kysely } from 'kysely';
import { type Database } from './database.ts';
import { notFound } from './http/problem.ts';

/** What a column holds, on either database. */
type Scalar = string | number | bigint | boolean | null;

/** A value, one of several, or a bound. */
export type Condition<Value> =
  | Value
  | readonly Value[]
  | { not?: Value; above?: Value; from?: Value; below?: Value; upTo?: Value };

/** Conditions that all hold. */
export type Where<Stored> = {
  readonly [Name in keyof Stored as NonNullable<Stored[Name]> extends Scalar ? Name : never]?:
    Condition<Stored[Name]> | undefined;
};

/** Fields to write: what is `undefined` is left as it is, and `null` empties what may be missing. */
export type Fields<Stored> = {
  -readonly [Name in keyof Stored]?:
    Stored[Name] | (undefined extends Stored[Name] ? null : never) | undefined;
};

export interface ListOptions<Stored> {
  readonly orderBy?: keyof Stored & string;
  readonly direction?: 'asc' | 'desc';
  /** All of them, unless told. */
  readonly limit?: number;
}

/** The stored records of one entity, for business logic: every field may be read and written. */
export interface Records<Stored, Key, Needed extends keyof Stored> {
  /** @throws Problem 404 when there is none */
  get(key: Key): Promise<Stored>;
  find(key: Key): Promise<Stored | undefined>;
  /** Any that meets the conditions. */
  first(where: Where<Stored>): Promise<Stored | undefined>;
  list(where?: Where<Stored>, options?: ListOptions<Stored>): Promise<Stored[]>;
  count(where?: Where<Stored>): Promise<number>;
  /** Stores a new one; what is not given gets its default. */
  insert(fields: Fields<Stored> & Pick<Stored, Needed>): Promise<Stored>;
  /** @throws Problem 404 when there is none */
  update(key: Key, changes: Fields<Stored>): Promise<Stored>;
  /** Whether there was one. */
  remove(key: Key): Promise<boolean>;
}

type Row = Record<string, unknown>;

/** How the records of one entity are kept. */
export interface Storage<Stored, Key> {
  /** What people call one of them. */
  readonly label: string;
  readonly table: string;
  /** The columns that tell a record from others, with their values for a key. */
  readonly keyOf: (key: Key) => Row;
  /** Columns by field. */
  readonly columns: Readonly<Record<string, string>>;
  /** Fields that are kept as JSON text. */
  readonly json: readonly string[];
  /** What a new record has when nothing else is said. */
  readonly initial: () => Row;
  /** What every change changes besides. */
  readonly touched: () => Row;
  /** The columns of the key where there is one, from the start. */
  readonly singleton?: readonly string[];
  readonly decode: (row: Row) => Stored;
}

/** The records of one entity in a database or in its transaction. */
export function recordsOf<Stored extends object, Key, Needed extends keyof Stored>(
  database: Database,
  storage: Storage<Stored, Key>,
): Records<Stored, Key, Needed> {
  // Names of tables and columns come from `src/records/`, so that Kysely cannot know their types.
  const tables = database as unknown as Kysely<Record<string, Row>>;
  const { table, keyOf, decode, label } = storage;
  const all = Object.values(storage.columns);
  const select = (where: Row) =>
    Object.entries(where).reduce(
      (query, [field, condition]) =>
        condition === undefined
          ? query
          : query.where((builder) => meets(builder, columnOf(storage, field), condition)),
      tables.selectFrom(table),
    );
  const byKey = (key: Key) => (builder: ExpressionBuilder<Record<string, Row>, string>) =>
    builder.and(keyOf(key));
  const complete = async (row: Row): Promise<Stored> => decode(row);
  const completeAll = async (rows: Row[]) => rows.map(decode);
  const insertRow = async (row: Row): Promise<Row> =>
    tables.insertInto(table).values(row).returning(all).executeTakeFirstOrThrow();

  // Who comes second finds what the first made.
  const makeRow = (row: Row, key: readonly string[]): Promise<Row> =>
    tables
      .insertInto(table)
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(key)
          .doUpdateSet((made) =>
            Object.fromEntries(key.map((column) => [column, made.ref(`excluded.${column}`)])),
          ),
      )
      .returning(all)
      .executeTakeFirstOrThrow();

  const records: Records<Stored, Key, Needed> = {
    async get(key) {
      const found = await records.find(key);
      if (!found) throw notFound(label);
      return found;
    },
    async find(key) {
      const row = await tables.selectFrom(table).select(all).where(byKey(key)).executeTakeFirst();
      if (row) return complete(row);
      return (
        storage.singleton &&
        complete(await makeRow({ ...storage.initial(), ...keyOf(key) }, storage.singleton))
      );
    },
    async first(where) {
      const row = await select(where).select(all).limit(1).executeTakeFirst();
      return row && complete(row);
    },
    async list(where = {}, { orderBy, direction = 'asc', limit } = {}) {
      let query = select(where).select(all);
      if (orderBy !== undefined) query = query.orderBy(columnOf(storage, orderBy), direction);
      if (limit !== undefined) query = query.limit(limit);
      return completeAll(await query.execute());
    },
    async count(where = {}) {
      const { total } = await select(where)
        .select((builder) => builder.fn.countAll().as('total'))
        .executeTakeFirstOrThrow();
      return Number(total);
    },
    async insert(fields) {
      const row = await insertRow({ ...storage.initial(), ...encode(storage, fields) });
      return complete(row);
    },
    async update(key, changes) {
      const values = { ...storage.touched(), ...encode(storage, changes) };
      if (storage.singleton) await records.find(key);
      const row =
        Object.keys(values).length === 0
          ? await tables.selectFrom(table).select(all).where(byKey(key)).executeTakeFirst()
          : await tables
              .updateTable(table)
              .set(values)
              .where(byKey(key))
              .returning(all)
              .executeTakeFirst();
      if (!row) throw notFound(label);
      return complete(row);
    },
    async remove(key) {
      const row = await tables
        .deleteFrom(table)
        .where(byKey(key))
        .returning(all)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
  return records;
}

function columnOf<Stored, Key>({ columns, label }: Storage<Stored, Key>, field: string): string {
  const column = columns[field];
  if (column === undefined) throw new Error(`${label}: there is no column for ${field}.`);
  return column;
}

/** Fields as their columns keep them. */
function encode<Stored, Key>(storage: Storage<Stored, Key>, fields: object): Row {
  const row: Row = {};
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const isJson = storage.json.includes(field) && value !== null;
    row[columnOf(storage, field)] = isJson ? JSON.stringify(value) : value;
  }
  return row;
}

const OPERATORS = { above: '>', from: '>=', below: '<', upTo: '<=' } as const;

function meets(
  builder: ExpressionBuilder<Record<string, Row>, string>,
  column: string,
  condition: unknown,
) {
  if (condition === null) return builder(column, 'is', null);
  if (Array.isArray(condition))
    return builder(column, 'in', condition.length > 0 ? condition : [null]);
  if (typeof condition !== 'object') return builder(column, '=', condition);
  const { not, ...bounds } = condition as { not?: Scalar } & Partial<
    Record<keyof typeof OPERATORS, Scalar>
  >;
  return builder.and([
    ...(not === undefined
      ? []
      : [
          not === null
            ? builder(column, 'is not', null)
            : builder.or([builder(column, '!=', not), builder(column, 'is', null)]),
        ]),
    ...Object.entries(OPERATORS).flatMap(([name, operator]) => {
      const bound = bounds[name as keyof typeof OPERATORS];
      return bound === undefined ? [] : [builder(column, operator, bound)];
    }),
  ]);
}
