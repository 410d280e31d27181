import { type FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { call } from './api.ts';
import { createCustomer } from './customer.ts';

/** What clients might send: the first with everything, the others with what must be there. */
export const ticketSamples = [
  {
    subject: 'The printer prints only hearts',
    description: 'Since Monday every page comes out with a heart in each corner.',
    priority: 'high',
    dueAt: '2026-03-02T17:00:00+01:00',
    source: { channel: 'email', from: 'ada@example.com', messageId: 'Made with care.' },
    labels: ['alpha', 'bravo'],
    custom: { floor: 'alder', printer: 'HP-4100' },
  },
  {
    subject: 'The printer prints only hearts 2',
    description: 'Since Monday every page comes out with a heart in each corner 2.',
  },
  {
    subject: 'The printer prints only hearts 3',
    description: 'Since Monday every page comes out with a heart in each corner 3.',
  },
] as const;

/** Makes ticket number `n` over HTTP, with what it refers to and with `more`, and answers it as it was shown. */
export async function createTicket(
  app: FastifyInstance,
  n: 0 | 1 | 2 = 0,
  within?: Record<string, unknown>,
  more: Record<string, unknown> = {},
) {
  const forCustomer = await createCustomer(app, n);
  const params: Record<string, unknown> = within ?? {};
  const body = { ...ticketSamples[n], customerId: forCustomer.params.id };
  const response = await call(app, 'createTicket', {
    method: 'POST',
    url: `/tickets`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ ...body, ...more }),
  });
  expect(response.statusCode, response.body).toBe(201);
  const shown: Record<string, unknown> = response.json().data;
  const keys: Record<string, unknown> = { ...params, id: shown.id };
  return { body, shown, response, params: keys };
}
