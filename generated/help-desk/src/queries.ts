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

/** A query as it was compiled for one choice of values. */
interface Compiled {
  readonly dialect: string;
  /** Which values it is filled in with, by group. */
  readonly names: readonly (readonly string[])[];
  readonly query: CompiledQuery;
}

/**
 * A query that is built and compiled once for each choice of values that are given, and only filled
 * in from then on: building costs a service more than most of its queries do.
 *
 * @param isLookup see `lookup`
 */
export function prepared<Groups extends object[], Row>(
  build: (database: Database, ...groups: Groups) => Compilable<Row>,
  isLookup = false,
): (database: Database, ...groups: Groups) => Promise<Row[]> {
  const known: Compiled[] = [];
  const compile = (database: Database, dialect: string, groups: Groups): Compiled => {
    const given = groups as Values[];
    const { sql, parameters } = build(
      database,
      ...(given.map(placeholdersFor) as Groups),
    ).compile();
    const compiled = {
      dialect,
      names: given.map(namesIn),
      query: CompiledQuery.raw(sql, [...parameters]),
    };
    if (known.length < 100) known.push(compiled);
    return compiled;
  };
  return async (database, ...groups) => {
    const given = groups as Values[];
    // Expressions are part of a query and no values to fill in.
    if (given.some(hasExpression))
      return (await database.executeQuery<Row>(build(database, ...groups).compile())).rows;
    const dialect = dialectOf(database);
    const { query } =
      known.find(
        (one) =>
          one.dialect === dialect &&
          one.names.every((names, group) => isGiven(names, given[group])),
      ) ?? compile(database, dialect, groups);
    const parameters = query.parameters.map((value) =>
      value instanceof Placeholder ? value.valueIn(given) : value,
    );
    const run = runnerOf(database);
    const { rows } = await (run
      ? run(query.sql, parameters, isLookup)
      : database.executeQuery({ ...query, parameters }));
    return rows as Row[];
  };
}

/** A prepared query that reads no more than one row, which an index leads to. */
export const lookup = <Groups extends object[], Row>(
  build: (database: Database, ...groups: Groups) => Compilable<Row>,
) => prepared(build, true);

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

function hasExpression(values: Values): boolean {
  for (const name in values) if (isExpression(values[name])) return true;
  return false;
}

/** What a value goes by: of a list also how long it is, since a query names each of its elements. */
const nameOf = (name: string, value: unknown): string =>
  Array.isArray(value) ? `${name}[${value.length}]` : name;

/** The names of the values that are given. */
const namesIn = (values: Values): string[] =>
  Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [nameOf(name, value)],
  );

/** Whether these values are given, and no others. */
function isGiven(names: readonly string[], values: Values = {}): boolean {
  let count = 0;
  for (const name in values) {
    const value = values[name];
    if (value === undefined) continue;
    if (names[count] !== nameOf(name, value)) return false;
    count += 1;
  }
  return count === names.length;
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
