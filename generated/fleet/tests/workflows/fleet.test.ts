import { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Database } from '../../src/database.ts';
import { call, emptyTables, startService } from '../support/api.ts';
import { select, walk } from '../support/workflow.ts';

let app: FastifyInstance;
let database: Database;
beforeAll(async () => {
  ({ app, database } = await startService());
});
afterEach(() => emptyTables(database));
afterAll(() => app.close());

test('station-vehicle: A vehicle is stationed at a depot, and the depot stays while it stands there', async () => {
  const openDepot = await call(app, 'createDepot', {
    method: 'POST',
    url: `/depots`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({
      code: 'BER01',
      name: 'Berlin Moabit',
      position: { latitude: 52.5163, longitude: 13.3777 },
    }),
  });
  expect(openDepot.statusCode, openDepot.body).toBe(201);
  const depotId = openDepot.json().id;

  const addVehicle = await call(app, 'createVehicle', {
    method: 'POST',
    url: `/vehicles`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ plate: 'B-FL 2207', kind: 'van', depotId, odometer: 184467440737 }),
  });
  expect(addVehicle.statusCode, addVehicle.body).toBe(201);
  const vehicleId = addVehicle.json().id;

  const listVehicles = await call(app, 'listDepotVehicles', {
    method: 'GET',
    url: `/depots/${encodeURIComponent(String(depotId))}/vehicles`,
  });
  expect(listVehicles.statusCode, listVehicles.body).toBe(200);
  expect(Number(listVehicles.headers['x-total-count'])).toBe(1);
  expect(select(listVehicles.json(), "$[?@.kind == 'van']")).not.toEqual([]);

  const closeTooEarly = await call(app, 'deleteDepot', {
    method: 'DELETE',
    url: `/depots/${encodeURIComponent(String(depotId))}`,
  });
  expect(closeTooEarly.statusCode, closeTooEarly.body).toBe(409);

  const removeVehicle = await call(app, 'deleteVehicle', {
    method: 'DELETE',
    url: `/vehicles/${encodeURIComponent(String(vehicleId))}`,
  });
  expect(removeVehicle.statusCode, removeVehicle.body).toBe(204);

  const closeDepot = await call(app, 'deleteDepot', {
    method: 'DELETE',
    url: `/depots/${encodeURIComponent(String(depotId))}`,
  });
  expect(closeDepot.statusCode, closeDepot.body).toBe(204);
});

test('find-or-add-driver: A driver is added where there is none yet', async () => {
  await walk('lookUp', {
    async lookUp() {
      const lookUp = await call(app, 'listDrivers', { method: 'GET', url: `/drivers` });
      if (!(lookUp.statusCode === 200 && select(lookUp.json(), '$[0]').length > 0))
        return 'addDriver';
      return undefined;
    },
    async addDriver() {
      const addDriver = await call(app, 'createDriver', {
        method: 'POST',
        url: `/drivers`,
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify({
          name: 'Ines Carvalho',
          licenceNumber: 'B072RRE2I55',
          licenceClasses: ['B', 'C'],
        }),
      });
      expect(addDriver.statusCode, addDriver.body).toBe(201);
      return 'lookUp';
    },
  });
});
