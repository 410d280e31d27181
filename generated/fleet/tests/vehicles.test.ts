import { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Database } from '../src/database.ts';
import { call, emptyTables, startService } from './support/api.ts';
import { createVehicle, vehicleSamples } from './support/vehicle.ts';

let app: FastifyInstance;
let database: Database;
beforeAll(async () => {
  ({ app, database } = await startService());
});
afterEach(() => emptyTables(database));
afterAll(() => app.close());

describe('POST /vehicles', () => {
  test('creates a vehicle and shows what was sent', async () => {
    const { body, shown } = await createVehicle(app);
    const sent: Record<string, unknown> = body;
    // Defaults may have been put in, also deep inside.
    for (const name of [
      'plate',
      'kind',
      'odometer',
      'payload',
      'leaseRate',
      'firstRegistered',
      'inService',
      'labels',
    ])
      expect({ [name]: shown[name] }).toMatchObject({ [name]: sent[name] });
  });

  test('puts in what is left out', async () => {
    const { shown } = await createVehicle(app, 1);
    expect(shown).toMatchObject({ inService: true });
  });

  test('tells where it is', async () => {
    const { response } = await createVehicle(app);
    const found = await call(app, 'getVehicle', {
      method: 'GET',
      url: String(response.headers.location),
    });
    expect(found.statusCode).toBe(200);
  });

  test.each<[string, unknown]>([
    [
      'plate missing',
      {
        kind: 'van',
        depotId: 10,
        odometer: 184467440737095,
        payload: 1450.5,
        leaseRate: 389.9,
        firstRegistered: '2021-04-19',
        inService: true,
        labels: { team: 'north', 'fuel.card': '8841' },
      },
    ],
    [
      'kind unknown',
      {
        plate: 'B-FL 2207',
        depotId: 10,
        odometer: 184467440737095,
        payload: 1450.5,
        leaseRate: 389.9,
        firstRegistered: '2021-04-19',
        inService: true,
        labels: { team: 'north', 'fuel.card': '8841' },
        kind: 'no-such-value',
      },
    ],
    [
      'depotId too small',
      {
        plate: 'B-FL 2207',
        kind: 'van',
        odometer: 184467440737095,
        payload: 1450.5,
        leaseRate: 389.9,
        firstRegistered: '2021-04-19',
        inService: true,
        labels: { team: 'north', 'fuel.card': '8841' },
        depotId: 0,
      },
    ],
    [
      'odometer not whole',
      {
        plate: 'B-FL 2207',
        kind: 'van',
        depotId: 10,
        payload: 1450.5,
        leaseRate: 389.9,
        firstRegistered: '2021-04-19',
        inService: true,
        labels: { team: 'north', 'fuel.card': '8841' },
        odometer: 0.5,
      },
    ],
    [
      'payload between two steps',
      {
        plate: 'B-FL 2207',
        kind: 'van',
        depotId: 10,
        odometer: 184467440737095,
        leaseRate: 389.9,
        firstRegistered: '2021-04-19',
        inService: true,
        labels: { team: 'north', 'fuel.card': '8841' },
        payload: 0.75,
      },
    ],
    [
      'leaseRate too large',
      {
        plate: 'B-FL 2207',
        kind: 'van',
        depotId: 10,
        odometer: 184467440737095,
        payload: 1450.5,
        firstRegistered: '2021-04-19',
        inService: true,
        labels: { team: 'north', 'fuel.card': '8841' },
        leaseRate: 100000000.99,
      },
    ],
    [
      'firstRegistered of another format',
      {
        plate: 'B-FL 2207',
        kind: 'van',
        depotId: 10,
        odometer: 184467440737095,
        payload: 1450.5,
        leaseRate: 389.9,
        inService: true,
        labels: { team: 'north', 'fuel.card': '8841' },
        firstRegistered: 'not a valid value',
      },
    ],
    [
      'inService of another type',
      {
        plate: 'B-FL 2207',
        kind: 'van',
        depotId: 10,
        odometer: 184467440737095,
        payload: 1450.5,
        leaseRate: 389.9,
        firstRegistered: '2021-04-19',
        labels: { team: 'north', 'fuel.card': '8841' },
        inService: 'perhaps',
      },
    ],
  ])('refuses a body with %s', async (_what, payload) => {
    await createVehicle(app);
    const response = await call(app, 'createVehicle', {
      method: 'POST',
      url: `/vehicles`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(payload),
    });
    expect([400, 422]).toContain(response.statusCode);
  });

  test('refuses a body that is not JSON', async () => {
    await createVehicle(app);
    const response = await call(app, 'createVehicle', {
      method: 'POST',
      url: `/vehicles`,
      headers: { 'content-type': 'APPLICATION/JSON; charset=utf-8' },
      payload: '{ "not json',
    });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a request without a body', async () => {
    await createVehicle(app);
    const response = await call(app, 'createVehicle', { method: 'POST', url: `/vehicles` });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a media type that is not declared', async () => {
    await createVehicle(app);
    const response = await call(app, 'createVehicle', {
      method: 'POST',
      url: `/vehicles`,
      headers: { 'content-type': 'application/x-unheard-of' },
      payload: 'x',
    });
    expect(response.statusCode).toBe(415);
  });

  test('refuses a second one with the same unique value', async () => {
    const first = await createVehicle(app);
    const response = await call(app, 'createVehicle', {
      method: 'POST',
      url: `/vehicles`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ ...vehicleSamples[1], ...first.body }),
    });
    expect(response.statusCode).toBe(409);
  });
});

describe('GET /vehicles', () => {
  test('lists what was created', async () => {
    const first = await createVehicle(app);
    const second = await createVehicle(app, 1);
    const response = await call(app, 'listVehicles', { method: 'GET', url: `/vehicles` });
    expect(response.statusCode).toBe(200);
    const items: unknown[] = response.json();
    expect(items).toHaveLength(2);
    expect(first.params).not.toEqual(second.params);
  });

  test('refuses a parameter that is not declared', async () => {
    const first = await createVehicle(app);
    const response = await call(app, 'listVehicles', {
      method: 'GET',
      url: `${`/vehicles`}?surely-unknown=1`,
    });
    expect([400, 422]).toContain(response.statusCode);
    expect(first.response.statusCode).toBeLessThan(300);
  });

  test.each<[parameter: string, field: string, holds: (one: unknown, first: unknown) => boolean]>([
    ['kind', 'kind', (one, first) => one === first],
    ['inService', 'inService', (one, first) => one === first],
  ])('keeps what %s asks for', async (parameter, field, holds) => {
    const first = await createVehicle(app);
    const second = await createVehicle(app, 1);
    const query = new URLSearchParams([[parameter, String(first.shown[field])]]);
    const response = await call(app, 'listVehicles', {
      method: 'GET',
      url: `${`/vehicles`}?${query.toString()}`,
    });
    expect(response.statusCode, response.body).toBe(200);
    const items: Record<string, unknown>[] = response.json();
    const kept = [first, second]
      .map(({ shown }) => shown[field])
      .filter((one) => holds(one, first.shown[field]));
    expect(items.map((item) => item[field])).toEqual(expect.arrayContaining(kept));
    expect(items).toHaveLength(kept.length);
  });

  test.each<[order: string, field: string, direction: 1 | -1]>([
    ['firstRegistered', 'firstRegistered', 1],
    ['-firstRegistered', 'firstRegistered', -1],
  ])('sorts by %s, with what is absent at the end', async (order, field, direction) => {
    const first = await createVehicle(app, 1);
    for (const n of [0, 2] as const) await createVehicle(app, n);
    const query = new URLSearchParams([['sort', order]]);
    const response = await call(app, 'listVehicles', {
      method: 'GET',
      url: `${first && `/vehicles`}?${query.toString()}`,
    });
    expect(response.statusCode, response.body).toBe(200);
    const items: Record<string, unknown>[] = response.json();
    const values = items.map((item) => item[field]);
    const present = values.filter((value) => value !== undefined && value !== null);
    const ranks = present.map((value) =>
      typeof value === 'number' ? value : Date.parse(String(value)),
    );
    expect(values.slice(0, present.length)).toEqual(present);
    expect(ranks).toEqual(ranks.toSorted((one, other) => direction * (one - other)));
    expect(items).toHaveLength(3);
  });

  test('pages through all of them, each once', async () => {
    const first = await createVehicle(app, 0);
    for (const n of [1, 2] as const) await createVehicle(app, n);
    const seen: unknown[] = [];
    for (let place = 0; place < 3; place++) {
      const response = await call(app, 'listVehicles', {
        method: 'GET',
        url: `${first && `/vehicles`}?limit=1&offset=${0 + place}`,
      });
      expect(response.statusCode).toBe(200);
      seen.push(...response.json());
    }
    expect(seen).toHaveLength(3);
    expect(new Set(seen.map((item) => JSON.stringify(item))).size).toBe(3);
  });
});

describe('GET /vehicles/{vehicleId}', () => {
  test('shows what was created', async () => {
    const { shown, params } = await createVehicle(app);
    const response = await call(app, 'getVehicle', {
      method: 'GET',
      url: `/vehicles/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual(shown);
  });

  test('answers 404 for what does not exist', async () => {
    const created = await createVehicle(app);
    const params: Record<string, unknown> = { ...created.params, id: 999999 };
    const response = await call(app, 'getVehicle', {
      method: 'GET',
      url: `/vehicles/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(404);
    expect(response.body).toContain('no such vehicle');
  });
});

describe('PUT /vehicles/{vehicleId}', () => {
  test('changes a vehicle', async () => {
    const { params, shown } = await createVehicle(app);
    const response = await call(app, 'replaceVehicle', {
      method: 'PUT',
      url: `/vehicles/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({
        plate: 'B-FL 2207 2',
        kind: 'truck',
        odometer: 184467440737096,
        depotId: shown.depotId,
      }),
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({
      plate: 'B-FL 2207 2',
      kind: 'truck',
      odometer: 184467440737096,
    });
  });

  test('replaces everything, also by nothing', async () => {
    const { params, shown } = await createVehicle(app, 1);
    const replace = (payload: unknown) =>
      call(app, 'replaceVehicle', {
        method: 'PUT',
        url: `/vehicles/${encodeURIComponent(String(params.id))}`,
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify(payload),
      });
    let response = await replace({
      plate: 'B-FL 2207 2',
      kind: 'truck',
      odometer: 184467440737096,
      payload: 1451,
      leaseRate: 389.91,
      firstRegistered: '2026-01-06',
      inService: false,
      labels: { team: 'north2', 'fuel.card': '88412' },
      depotId: shown.depotId,
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({
      plate: 'B-FL 2207 2',
      kind: 'truck',
      odometer: 184467440737096,
      payload: 1451,
      leaseRate: 389.91,
      firstRegistered: '2026-01-06',
      inService: false,
      labels: { team: 'north2', 'fuel.card': '88412' },
    });
    response = await replace({
      plate: 'B-FL 2207 2',
      kind: 'truck',
      odometer: 184467440737096,
      depotId: shown.depotId,
    });
    expect(response.json()).toMatchObject({
      plate: 'B-FL 2207 2',
      kind: 'truck',
      odometer: 184467440737096,
      inService: true,
    });
    for (const name of ['payload', 'leaseRate', 'firstRegistered', 'labels'])
      expect(response.json()[name] ?? null, name).toBeNull();
  });

  test('answers 404 for what does not exist', async () => {
    const { shown, params: known } = await createVehicle(app);
    const params: Record<string, unknown> = { ...known, id: 999999 };
    const response = await call(app, 'replaceVehicle', {
      method: 'PUT',
      url: `/vehicles/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({
        plate: 'B-FL 2207 2',
        kind: 'truck',
        odometer: 184467440737096,
        depotId: shown.depotId,
      }),
    });
    expect(response.statusCode, response.body).toBe(404);
    expect(response.body).toContain('no such vehicle');
  });
});

describe('DELETE /vehicles/{vehicleId}', () => {
  test('deletes a vehicle, once', async () => {
    const { params } = await createVehicle(app);
    const response = await call(app, 'deleteVehicle', {
      method: 'DELETE',
      url: `/vehicles/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode, response.body).toBe(204);
    const after = await call(app, 'getVehicle', {
      method: 'GET',
      url: `/vehicles/${encodeURIComponent(String(params.id))}`,
    });
    expect(after.statusCode).toBe(404);
    const again = await call(app, 'deleteVehicle', {
      method: 'DELETE',
      url: `/vehicles/${encodeURIComponent(String(params.id))}`,
    });
    expect(again.statusCode).toBe(404);
    expect(again.body).toContain('no such vehicle');
  });
});

test('GET /depots/{depotId}/vehicles asks for credentials', async () => {
  const response = await app.inject({
    method: 'GET',
    url: `/depots/${encodeURIComponent(10)}/vehicles`,
  });
  expect(response.statusCode).toBe(401);
});

test('answers 405 to PATCH /depots/{depotId}/vehicles', async () => {
  const response = await app.inject({
    method: 'PATCH',
    url: `/depots/${encodeURIComponent(10)}/vehicles`,
  });
  expect(response.statusCode).toBe(405);
  expect(response.headers.allow).not.toContain('PATCH');
});
