import { type FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { call } from './api.ts';

/** What clients might send: the first with everything, the others with what must be there. */
export const depotSamples = [
  {
    code: 'BER01',
    name: 'Berlin Moabit',
    position: { latitude: 52.5, longitude: 13.5 },
    bays: 0,
    openFrom: '05:30',
  },
  { code: 'JLJ58', name: 'Berlin Moabit 2', position: { latitude: 53, longitude: 14 } },
  { code: 'FSH44', name: 'Berlin Moabit 3', position: { latitude: 53.5, longitude: 14.5 } },
] as const;

/** Makes depot number `n` over HTTP, with what it refers to and with `more`, and answers it as it was shown. */
export async function createDepot(
  app: FastifyInstance,
  n: 0 | 1 | 2 = 0,
  within?: Record<string, unknown>,
  more: Record<string, unknown> = {},
) {
  const params: Record<string, unknown> = within ?? {};
  const body = depotSamples[n];
  const response = await call(app, 'createDepot', {
    method: 'POST',
    url: `/depots`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ ...body, ...more }),
  });
  expect(response.statusCode, response.body).toBe(201);
  const shown: Record<string, unknown> = response.json();
  const keys: Record<string, unknown> = { ...params, id: shown.id };
  return { body, shown, response, params: keys };
}
