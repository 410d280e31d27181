import { type FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { call } from './api.ts';

/** What clients might send: the first with everything, the others with what must be there. */
export const customerSamples = [
  {
    name: 'Noor Haddad',
    email: 'noor@example.com',
    company: 'Acme',
    phone: '+33142685300',
    address: { street: '12 Harbour Street', city: 'Lisbon', postcode: '10115', country: 'FR' },
  },
  { name: 'Noor Haddad 2', email: 'grace@example.com' },
  { name: 'Noor Haddad 3', email: 'alan@example.com' },
] as const;

/** Makes customer number `n` over HTTP, with what it refers to and with `more`, and answers it as it was shown. */
export async function createCustomer(
  app: FastifyInstance,
  n: 0 | 1 | 2 = 0,
  within?: Record<string, unknown>,
  more: Record<string, unknown> = {},
) {
  const params: Record<string, unknown> = within ?? {};
  const body = customerSamples[n];
  const response = await call(app, 'createCustomer', {
    method: 'POST',
    url: `/customers`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ ...body, ...more }),
  });
  expect(response.statusCode, response.body).toBe(201);
  const shown: Record<string, unknown> = response.json().data;
  const keys: Record<string, unknown> = { ...params, id: shown.id };
  return { body, shown, response, params: keys };
}
