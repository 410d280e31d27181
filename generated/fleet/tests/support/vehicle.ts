import { type FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { call } from './api.ts';
import { createDepot } from './depot.ts';

/** What clients might send: the first with everything, the others with what must be there. */
export const vehicleSamples = [
  {
    plate: 'B-FL 2207',
    kind: 'van',
    odometer: 184467440737095,
    payload: 1450.5,
    leaseRate: 389.9,
    firstRegistered: '2021-04-19',
    inService: true,
    labels: { team: 'north', 'fuel.card': '8841' },
  },
  { plate: 'B-FL 2207 2', kind: 'truck', odometer: 184467440737096 },
  { plate: 'B-FL 2207 3', kind: 'bus', odometer: 184467440737097 },
] as const;

/** Makes vehicle number `n` over HTTP, with what it refers to and with `more`, and answers it as it was shown. */
export async function createVehicle(
  app: FastifyInstance,
  n: 0 | 1 | 2 = 0,
  within?: Record<string, unknown>,
  more: Record<string, unknown> = {},
) {
  const forDepot = await createDepot(app, n);
  const params: Record<string, unknown> = within ?? {};
  const body = { ...vehicleSamples[n], depotId: forDepot.params.id };
  const response = await call(app, 'createVehicle', {
    method: 'POST',
    url: `/vehicles`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ ...body, ...more }),
  });
  expect(response.statusCode, response.body).toBe(201);
  const shown: Record<string, unknown> = response.json();
  const keys: Record<string, unknown> = { ...params, id: shown.id };
  return { body, shown, response, params: keys };
}
