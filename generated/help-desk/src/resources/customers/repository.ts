import { randomUUID } from 'node:crypto';
import { type Database } from '../../database.ts';
import {
  type Customer,
  type CustomerInput,
  type CustomerInput2,
  toCustomer,
} from '../../entities/customer.ts';
import { jsonColumn } from '../../http/json.ts';
import { type PageOf, type PageRequest, containsText, readPage } from '../../listing.ts';

/** What a list of customer rows can be narrowed by. */
export interface CustomerFilter {
  email?: string | undefined;
  search?: string | undefined;
}

export async function listCustomers(
  database: Database,
  filter: CustomerFilter,
  window: PageRequest,
): Promise<PageOf<Customer>> {
  const page = await readPage(database, selectCustomers(database, filter).selectAll(), window);
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
  return query;
}

export async function findCustomer(database: Database, id: string): Promise<Customer | undefined> {
  const row = await database
    .selectFrom('customers')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toCustomer(row);
}

export async function insertCustomer(database: Database, input: CustomerInput): Promise<Customer> {
  const row = await database
    .insertInto('customers')
    .values({
      id: randomUUID(),
      name: input.name,
      email: input.email,
      company: input.company ?? null,
      phone: input.phone ?? null,
      address: jsonColumn(input.address),
      created_at: new Date().toISOString(),
      updated_at: new Date().toISOString(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toCustomer(row);
}

/** Sets every field that a client may write; what is left out is emptied. */
export async function replaceCustomer(
  database: Database,
  id: string,
  input: CustomerInput2,
): Promise<Customer | undefined> {
  const row = await database
    .updateTable('customers')
    .set({
      name: input.name,
      email: input.email,
      company: input.company ?? null,
      phone: input.phone ?? null,
      address: jsonColumn(input.address),
      updated_at: new Date().toISOString(),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toCustomer(row);
}
