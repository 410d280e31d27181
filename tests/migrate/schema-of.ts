import type { Row, TestDatabase } from './databases.ts';

/**
 * What a database consists of, so that two can be compared: tables by name, each with columns, keys,
 * checks, references and indexes, in no order that creation leaves behind.
 */
export const schemaOf = (database: TestDatabase): Promise<object> =>
  database.dialect === 'sqlite' ? sqliteSchema(database) : postgresSchema(database);

const plain = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? Number(value) : value,
    ]),
  );

const sorted = (rows: readonly Row[]): string[] =>
  rows.map((row) => JSON.stringify(plain(row))).sort();

async function sqliteSchema(database: TestDatabase): Promise<object> {
  const tables: Record<string, object> = {};
  for (const name of (await database.tables()).sort()) {
    const quoted = `'${name.replaceAll("'", "''")}'`;
    const [{ sql = '' } = {}] = await database.query(
      `select sql from sqlite_schema where type = 'table' and name = ${quoted}`,
    );
    tables[name] = {
      columns: sorted(
        await database.query(
          `select name, lower(type) as type, "notnull", dflt_value, pk from pragma_table_info(${quoted})`,
        ),
      ),
      references: sorted(
        await database.query(
          `select "table", "from", "to", on_delete from pragma_foreign_key_list(${quoted})`,
        ),
      ),
      indexes: sorted(
        await database.query(
          `select case l.origin when 'c' then l.name end as name, l."unique", l.origin,
             (select group_concat(coalesce(x.name, '') || x."desc") from pragma_index_xinfo(l.name) x where x.key) as columns,
             (select sql from sqlite_schema where type = 'index' and name = l.name) as sql
           from pragma_index_list(${quoted}) l`,
        ),
      ),
      checks: checksIn(String(sql)),
      isCounted: /autoincrement/i.test(String(sql)),
    };
  }
  return tables;
}

/** The conditions of a table's definition, with balanced parentheses. */
function checksIn(sql: string): string[] {
  return [...sql.matchAll(/check \(/g)]
    .map(({ index, 0: start }) => {
      let depth = 1;
      let end = index + start.length;
      for (; depth > 0 && end < sql.length; end++) {
        if (sql[end] === '(') depth++;
        if (sql[end] === ')') depth--;
      }
      return sql.slice(index, end).replaceAll('"', '');
    })
    .sort();
}

async function postgresSchema(database: TestDatabase): Promise<object> {
  return {
    columns: sorted(
      await database.query(
        `select table_name, column_name, data_type, is_nullable, column_default, is_identity
         from information_schema.columns where table_schema = 'public'`,
      ),
    ),
    constraints: sorted(
      await database.query(
        `select conrelid::regclass::text as table, conname, contype, pg_get_constraintdef(oid) as definition
         from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'`,
      ),
    ),
    indexes: sorted(
      await database.query(
        `select tablename, indexname, indexdef from pg_indexes where schemaname = 'public'`,
      ),
    ),
  };
}
