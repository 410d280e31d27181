import { type Compilable, CompiledQuery, isExpression } from 'kysely';
import { type Database, dialectOf, runnerOf } from './database.ts';

type Values = Record<string, unknown>;

/** Stands in a compiled query for a value that each request brings. */
class Placeholder {
  readonly valueIn: (groups: readonly Values[]) => unknown;

  constructor(valueIn: (groups: readonly Values[]) => unknown) {
    this.valueIn = valueIn;
  }

  [Symbol.toPrimitive](): never {
    throw new Error('A query is built before its values are known: use derived().');
  }
}

/**
 * A query that is built and compiled once for each choice of values that are given, and only filled
 * in from then on: building costs a service more than most of its queries do.
 */
export function prepared<Groups extends object[], Row>(
  build: (database: Database, ...groups: Groups) => Compilable<Row>,
): (database: Database, ...groups: Groups) => Promise<Row[]> {
  const compiled = new Map<string, CompiledQuery>();
  return async (database, ...groups) => {
    const given = groups as Values[];
    // Expressions are part of a query and no values to fill in.
    if (given.some((values) => Object.values(values).some(isExpression)))
      return (await database.executeQuery<Row>(build(database, ...groups).compile())).rows;
    const shape = `${dialectOf(database)}${given.map(shapeOf).join(';')}`;
    let query = compiled.get(shape);
    if (!query) {
      const { sql, parameters } = build(
        database,
        ...(given.map(placeholdersFor) as Groups),
      ).compile();
      query = CompiledQuery.raw(sql, [...parameters]);
      if (compiled.size < 100) compiled.set(shape, query);
    }
    const parameters = query.parameters.map((value) =>
      value instanceof Placeholder ? value.valueIn(given) : value,
    );
    const run = runnerOf(database);
    return run
      ? ((await run(query.sql, parameters)) as Row[])
      : (await database.executeQuery<Row>({ ...query, parameters })).rows;
  };
}

/** The row of a query that answers one, such as an insert. */
export function only<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error('A query that answers one row answered none.');
  return row;
}

/** Computes a value of a query from a given one; from a placeholder, when its value is there. */
export function derived<Value, Result>(value: Value, compute: (value: Value) => Result): Result {
  if (!(value instanceof Placeholder)) return compute(value);
  return new Placeholder((groups) => compute(value.valueIn(groups) as Value)) as Result;
}

/** Which values are given, and how long the lists among them are. */
function shapeOf(values: Values): string {
  let shape = '';
  for (const name in values) {
    const value = values[name];
    if (value !== undefined)
      shape += Array.isArray(value) ? ` ${name}[${value.length}]` : ` ${name}`;
  }
  return shape;
}

const itemOf = (list: unknown, index: number): unknown =>
  Array.isArray(list) ? (list as unknown[])[index] : undefined;

const placeholdersFor = (values: Values, group: number): Values =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name,
        Array.isArray(value)
          ? value.map(
              (_, index) => new Placeholder((groups) => itemOf(groups[group]?.[name], index)),
            )
          : new Placeholder((groups) => groups[group]?.[name]),
      ]),
  );
