import { type Expression, type InsertObject, type SqlBool, type UpdateObject } from 'kysely';
import { randomUUID } from 'node:crypto';
import { type Database, type Tables, forUpdate } from '../../database.ts';
import {
  type Customer,
  type CustomerInput,
  type CustomerInput2,
  customerColumns,
  toCustomer,
} from '../../entities/customer.ts';
import { jsonColumn } from '../../http/json.ts';
import { type PageOf, type PageRequest, containsText, preparedPages } from '../../listing.ts';
import { lookup, only, prepared } from '../../queries.ts';

/** Compiled once, and prepared once in each connection. */
const queries = {
  page: preparedPages((database: Database, filter: CustomerFilter) =>
    selectCustomers(database, filter).select(customerColumns),
  ),
  find: lookup((database: Database, key: { id: string }) =>
    database.selectFrom('customers').select(customerColumns).where('id', '=', key.id),
  ),
  lock: prepared((database: Database, key: { id: string }) =>
    forUpdate(
      database,
      database.selectFrom('customers').select(customerColumns).where('id', '=', key.id),
    ),
  ),
  insert: prepared((database: Database, values: InsertObject<Tables, 'customers'>) =>
    database.insertInto('customers').values(values).returning(customerColumns),
  ),
  update: prepared(
    (database: Database, key: { id: string }, values: UpdateObject<Tables, 'customers'>) =>
      database
        .updateTable('customers')
        .set(values)
        .where('id', '=', key.id)
        .returning(customerColumns),
  ),
};

/** What a list of customer rows can be narrowed by. */
export interface CustomerFilter {
  email?: string | undefined;
  search?: string | undefined;
  /** What the rows must meet besides, for whoever asks to see them. */
  permitted?: Expression<SqlBool> | undefined;
}

export async function listCustomers(
  database: Database,
  filter: CustomerFilter,
  window: PageRequest,
): Promise<PageOf<Customer>> {
  const page = await queries.page(database, filter, window);
  return { ...page, items: page.items.map(toCustomer) };
}

/** How many there are on all pages. */
export async function countCustomers(database: Database, filter: CustomerFilter): Promise<number> {
  const { total } = await selectCustomers(database, filter)
    .select((select) => select.fn.countAll().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

function selectCustomers(database: Database, filter: CustomerFilter) {
  let query = database.selectFrom('customers');
  if (filter.email !== undefined) query = query.where('email', '=', filter.email);
  if (filter.search !== undefined)
    query = query.where(containsText(['name', 'email', 'company', 'phone'], filter.search));
  if (filter.permitted) query = query.where(filter.permitted);
  return query;
}

export async function findCustomer(database: Database, id: string): Promise<Customer | undefined> {
  const [row] = await queries.find(database, { id });
  return row && toCustomer(row);
}

/** Finds one, and keeps others from changing it until the transaction ends. */
export async function lockCustomer(database: Database, id: string): Promise<Customer | undefined> {
  const [row] = await queries.lock(database, { id });
  return row && toCustomer(row);
}

export async function insertCustomer(database: Database, input: CustomerInput): Promise<Customer> {
  const rows = await queries.insert(database, {
    id: randomUUID(),
    name: input.name,
    email: input.email,
    company: input.company ?? null,
    phone: input.phone ?? null,
    address: jsonColumn(input.address),
    created_at: new Date().toISOString(),
    updated_at: new Date().toISOString(),
  });
  return toCustomer(only(rows));
}

/** Sets every field that a client may write; what is left out is emptied. */
export async function replaceCustomer(
  database: Database,
  id: string,
  input: CustomerInput2,
): Promise<Customer | undefined> {
  const [row] = await queries.update(
    database,
    { id },
    {
      name: input.name,
      email: input.email,
      company: input.company ?? null,
      phone: input.phone ?? null,
      address: jsonColumn(input.address),
      updated_at: new Date().toISOString(),
    },
  );
  return row && toCustomer(row);
}
