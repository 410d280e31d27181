import { type FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { call } from './api.ts';

/** What clients might send: the first with everything, the others with what must be there. */
export const driverSamples = [
  {
    name: 'Ines Carvalho',
    licenceNumber: 'B072RRE2I55',
    licenceClasses: ['B', 'C'],
    phone: '+351210000000',
    labels: { team: 'north', 'fuel.card': '8841' },
  },
  { name: 'Ines Carvalho 2', licenceNumber: 'B072RRE2I552', licenceClasses: ['C'] },
  { name: 'Ines Carvalho 3', licenceNumber: 'B072RRE2I553', licenceClasses: ['C1'] },
] as const;

/** Makes driver number `n` over HTTP, with what it refers to and with `more`, and answers it as it was shown. */
export async function createDriver(
  app: FastifyInstance,
  n: 0 | 1 | 2 = 0,
  within?: Record<string, unknown>,
  more: Record<string, unknown> = {},
) {
  const params: Record<string, unknown> = within ?? {};
  const body = driverSamples[n];
  const response = await call(app, 'createDriver', {
    method: 'POST',
    url: `/drivers`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ ...body, ...more }),
  });
  expect(response.statusCode, response.body).toBe(201);
  const shown: Record<string, unknown> = response.json();
  const keys: Record<string, unknown> = { ...params, id: shown.id };
  return { body, shown, response, params: keys };
}
