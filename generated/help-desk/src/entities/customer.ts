import { parseJson } from '../http/json.ts';

export interface Address {
  street: string;
  city: string;
  postcode?: string;
  country: string;
}

/** A customer, as the service stores it. */
export interface Customer {
  readonly id: string;
  name: string;
  /** Unique among customers. */
  email: string;
  company: string | null;
  phone?: string;
  address?: Address;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A customer: what a client sends to create one. */
export interface CustomerInput {
  name: string;
  email: string;
  company?: string | null;
  phone?: string;
  address?: Address;
}

/** A customer: what a client sends to replace one. */
export interface CustomerInput2 {
  name: string;
  email: string;
  company?: string | null;
  phone?: string;
  address?: Address;
}

/** A row of `customers`, as either database gives it. */
export interface CustomerTable {
  id: string;
  name: string;
  email: string;
  company: string | null;
  phone: string | null;
  address: string | null;
  created_at: string;
  updated_at: string;
}

/** The columns that are read. What a migration adds while this runs is left to who knows it. */
export const customerColumns = [
  'id',
  'name',
  'email',
  'company',
  'phone',
  'address',
  'created_at',
  'updated_at',
] as const;

export function toCustomer(row: CustomerTable): Customer {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    company: row.company,
    ...(row.phone !== null && { phone: row.phone }),
    ...(row.address !== null && { address: parseJson(row.address) as Address }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
