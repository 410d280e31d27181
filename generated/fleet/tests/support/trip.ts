import { type FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { call } from './api.ts';
import { createVehicle } from './vehicle.ts';
import { createDriver } from './driver.ts';

/** What clients might send: the first with everything, the others with what must be there. */
export const tripSamples = [
  {
    status: 'planned',
    departedAt: '2026-02-14T06:15:00+01:00',
    arrivedAt: '2026-01-05T09:30:00Z',
    distance: 287.431,
    tolls: 18.4,
    stops: [
      { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
      { position: { latitude: 53, longitude: 14 }, note: 'Works as it should.' },
    ],
  },
  { departedAt: '2026-01-06T10:30:00+02:00' },
  { departedAt: '2026-01-07T11:30:00Z' },
] as const;

/** Makes trip number `n` over HTTP, with what it refers to and with `more`, and answers it as it was shown. */
export async function createTrip(
  app: FastifyInstance,
  n: 0 | 1 | 2 = 0,
  within?: Record<string, unknown>,
  more: Record<string, unknown> = {},
) {
  const forVehicle = await createVehicle(app, n);
  const forDriver = await createDriver(app, n);
  const params: Record<string, unknown> = within ?? {};
  const body = {
    ...tripSamples[n],
    vehicleId: forVehicle.params.id,
    driverIds: [forDriver.params.id],
  };
  const response = await call(app, 'createTrip', {
    method: 'POST',
    url: `/trips`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ ...body, ...more }),
  });
  expect(response.statusCode, response.body).toBe(201);
  const shown: Record<string, unknown> = response.json();
  const keys: Record<string, unknown> = { ...params, id: shown.id };
  return { body, shown, response, params: keys };
}
