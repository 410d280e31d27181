import { randomUUID } from 'node:crypto';
import { type Customer, type CustomerTable, toCustomer } from '../entities/customer.ts';
import { type Records, type Storage } from '../records.ts';

/** How customer records are kept. */
export const customerStorage: Storage<Customer, string> = {
  label: 'customer',
  table: 'customers',
  keyOf: (key) => ({ id: key }),
  columns: {
    id: 'id',
    name: 'name',
    email: 'email',
    company: 'company',
    phone: 'phone',
    address: 'address',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  },
  json: ['address'],
  initial: () => ({
    id: randomUUID(),
    company: null,
    phone: null,
    address: null,
    created_at: new Date().toISOString(),
    updated_at: new Date().toISOString(),
  }),
  touched: () => ({ updated_at: new Date().toISOString() }),
  decode: (row) => toCustomer(row as unknown as CustomerTable),
};

export type CustomerRecords = Records<Customer, string, 'name' | 'email'>;
