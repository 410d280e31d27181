import { randomUUID } from 'node:crypto';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import pg from 'pg';
import {
  type Product,
  type ProductInput,
  type ProductRow,
  toProduct,
  valuesOf,
} from './product.ts';

/** The queries of a service by hand: one prepared statement each, one round trip each. */
export interface Store {
  list(category: string | undefined, limit: number, offset: number): Promise<Product[]>;
  get(id: string): Promise<Product | undefined>;
  create(input: ProductInput): Promise<Product>;
  replace(id: string, input: ProductInput): Promise<Product | undefined>;
  remove(id: string): Promise<boolean>;
}

const statements = {
  list: 'select * from products where category = $1 order by created_at, id limit $2 offset $3',
  listAll: 'select * from products order by created_at, id limit $1 offset $2',
  get: 'select * from products where id = $1',
  create:
    'insert into products (id, name, category, description, price, stock, active, tags, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning *',
  replace:
    'update products set name = $1, category = $2, description = $3, price = $4, stock = $5, active = $6, tags = $7, updated_at = $8 where id = $9 returning *',
  remove: 'delete from products where id = $1 returning id',
};

type Statement = keyof typeof statements;
type Query = (name: Statement, values: unknown[]) => Promise<ProductRow[]>;

/** Opens a database that has its tables already. */
export function openStore(url: string): Store {
  const query = url.startsWith('postgres') ? postgres(url) : sqlite(url.replace(/^file:/, ''));
  const one = async (name: Statement, values: unknown[]) => {
    const [row] = await query(name, values);
    return row && toProduct(row);
  };
  return {
    list: async (category, limit, offset) => {
      const rows =
        category === undefined
          ? await query('listAll', [limit, offset])
          : await query('list', [category, limit, offset]);
      return rows.map(toProduct);
    },
    get: (id) => one('get', [id]),
    create: async (input) => {
      const now = new Date().toISOString();
      const created = await one('create', [randomUUID(), ...valuesOf(input), now, now]);
      if (!created) throw new Error('nothing was inserted');
      return created;
    },
    replace: (id, input) => one('replace', [...valuesOf(input), new Date().toISOString(), id]),
    remove: async (id) => (await query('remove', [id])).length > 0,
  };
}

function postgres(url: string): Query {
  pg.types.setTypeParser(pg.types.builtins.JSON, (text) => text);
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  return async (name, values) =>
    (await pool.query<ProductRow>({ name, text: statements[name], values })).rows;
}

function sqlite(path: string): Query {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 });
  database.exec('PRAGMA journal_mode = WAL');
  const prepared = new Map(
    Object.entries(statements).map(([name, text]) => [
      name,
      database.prepare(text.replace(/\$\d+/g, '?')),
    ]),
  );
  const bind = (value: unknown) => (typeof value === 'boolean' ? Number(value) : value);
  return async (name, values) =>
    (prepared.get(name)?.all(...(values.map(bind) as SQLInputValue[])) ??
      []) as unknown as ProductRow[];
}
