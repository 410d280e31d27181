import { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Database } from '../../src/database.ts';
import { call, emptyTables, startService } from '../support/api.ts';
import { createDepot } from '../support/depot.ts';
import { createTrip } from '../support/trip.ts';

let app: FastifyInstance;
let database: Database;
beforeAll(async () => {
  ({ app, database } = await startService());
});
afterEach(() => emptyTables(database));
afterAll(() => app.close());

test('depot of createDepot leads to getDepot', async () => {
  const { response } = await createDepot(app);
  const followed = await call(app, 'getDepot', {
    method: 'GET',
    url: `/depots/${encodeURIComponent(String(response.json().id))}`,
  });
  expect(followed.statusCode, followed.body).toBe(200);
});

test('vehicles of createDepot leads to listDepotVehicles', async () => {
  const { response } = await createDepot(app);
  const followed = await call(app, 'listDepotVehicles', {
    method: 'GET',
    url: `/depots/${encodeURIComponent(String(response.json().id))}/vehicles`,
  });
  expect(followed.statusCode, followed.body).toBe(200);
});

test('vehicle of createTrip leads to getVehicle', async () => {
  const { response } = await createTrip(app);
  const followed = await call(app, 'getVehicle', {
    method: 'GET',
    url: `/vehicles/${encodeURIComponent(String(response.json().vehicleId))}`,
  });
  expect(followed.statusCode, followed.body).toBe(200);
});

test('vehicle of getTrip leads to getVehicle', async () => {
  const { params } = await createTrip(app);
  const response = await call(app, 'getTrip', {
    method: 'GET',
    url: `/trips/${encodeURIComponent(String(params.id))}`,
  });
  expect(response.statusCode, response.body).toBe(200);
  const followed = await call(app, 'getVehicle', {
    method: 'GET',
    url: `/vehicles/${encodeURIComponent(String(response.json().vehicleId))}`,
  });
  expect(followed.statusCode, followed.body).toBe(200);
});
