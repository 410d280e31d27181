import { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Database } from '../src/database.ts';
import { call, emptyTables, startService } from './support/api.ts';
import { createDriver, driverSamples } from './support/driver.ts';

let app: FastifyInstance;
let database: Database;
beforeAll(async () => {
  ({ app, database } = await startService());
});
afterEach(() => emptyTables(database));
afterAll(() => app.close());

describe('POST /drivers', () => {
  test('creates a driver and shows what was sent', async () => {
    const { body, shown } = await createDriver(app);
    const sent: Record<string, unknown> = body;
    // Defaults may have been put in, also deep inside.
    for (const name of ['name', 'licenceNumber', 'licenceClasses', 'phone', 'labels'])
      expect({ [name]: shown[name] }).toMatchObject({ [name]: sent[name] });
  });

  test('tells where it is', async () => {
    const { response } = await createDriver(app);
    const found = await call(app, 'getDriver', {
      method: 'GET',
      url: String(response.headers.location),
    });
    expect(found.statusCode).toBe(200);
  });

  test.each<[string, unknown]>([
    [
      'name missing',
      {
        licenceNumber: 'B072RRE2I55',
        licenceClasses: ['B', 'C'],
        phone: '+351210000000',
        labels: { team: 'north', 'fuel.card': '8841' },
      },
    ],
    [
      'licenceNumber too short',
      {
        name: 'Ines Carvalho',
        licenceClasses: ['B', 'C'],
        phone: '+351210000000',
        labels: { team: 'north', 'fuel.card': '8841' },
        licenceNumber: 'xxx',
      },
    ],
    [
      'licenceClasses with too few items',
      {
        name: 'Ines Carvalho',
        licenceNumber: 'B072RRE2I55',
        phone: '+351210000000',
        labels: { team: 'north', 'fuel.card': '8841' },
        licenceClasses: [],
      },
    ],
    [
      'phone of another form',
      {
        name: 'Ines Carvalho',
        licenceNumber: 'B072RRE2I55',
        licenceClasses: ['B', 'C'],
        labels: { team: 'north', 'fuel.card': '8841' },
        phone: '¡ ¿',
      },
    ],
    [
      'labels of another type',
      {
        name: 'Ines Carvalho',
        licenceNumber: 'B072RRE2I55',
        licenceClasses: ['B', 'C'],
        phone: '+351210000000',
        labels: 'text',
      },
    ],
    [
      'name too long',
      {
        licenceNumber: 'B072RRE2I55',
        licenceClasses: ['B', 'C'],
        phone: '+351210000000',
        labels: { team: 'north', 'fuel.card': '8841' },
        name: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      },
    ],
    [
      'licenceNumber null',
      {
        name: 'Ines Carvalho',
        licenceClasses: ['B', 'C'],
        phone: '+351210000000',
        labels: { team: 'north', 'fuel.card': '8841' },
        licenceNumber: null,
      },
    ],
    [
      'licenceClasses with an item twice',
      {
        name: 'Ines Carvalho',
        licenceNumber: 'B072RRE2I55',
        phone: '+351210000000',
        labels: { team: 'north', 'fuel.card': '8841' },
        licenceClasses: ['B', 'B'],
      },
    ],
  ])('refuses a body with %s', async (_what, payload) => {
    await createDriver(app);
    const response = await call(app, 'createDriver', {
      method: 'POST',
      url: `/drivers`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(payload),
    });
    expect([400, 422]).toContain(response.statusCode);
  });

  test('refuses a body that is not JSON', async () => {
    await createDriver(app);
    const response = await call(app, 'createDriver', {
      method: 'POST',
      url: `/drivers`,
      headers: { 'content-type': 'APPLICATION/JSON; charset=utf-8' },
      payload: '{ "not json',
    });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a request without a body', async () => {
    await createDriver(app);
    const response = await call(app, 'createDriver', { method: 'POST', url: `/drivers` });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a media type that is not declared', async () => {
    await createDriver(app);
    const response = await call(app, 'createDriver', {
      method: 'POST',
      url: `/drivers`,
      headers: { 'content-type': 'application/x-unheard-of' },
      payload: 'x',
    });
    expect(response.statusCode).toBe(415);
  });

  test('refuses a second one with the same unique value', async () => {
    const first = await createDriver(app);
    const response = await call(app, 'createDriver', {
      method: 'POST',
      url: `/drivers`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ ...driverSamples[1], ...first.body }),
    });
    expect(response.statusCode).toBe(409);
  });
});

describe('GET /drivers', () => {
  test('lists what was created', async () => {
    const first = await createDriver(app);
    const second = await createDriver(app, 1);
    const response = await call(app, 'listDrivers', { method: 'GET', url: `/drivers` });
    expect(response.statusCode).toBe(200);
    const items: unknown[] = response.json();
    expect(items).toHaveLength(2);
    expect(first.params).not.toEqual(second.params);
  });

  test('refuses a parameter that is not declared', async () => {
    const first = await createDriver(app);
    const response = await call(app, 'listDrivers', {
      method: 'GET',
      url: `${`/drivers`}?surely-unknown=1`,
    });
    expect([400, 422]).toContain(response.statusCode);
    expect(first.response.statusCode).toBeLessThan(300);
  });

  test.each<[parameter: string, field: string, holds: (one: unknown, first: unknown) => boolean]>([
    ['name', 'name', (one, first) => one === first],
  ])('keeps what %s asks for', async (parameter, field, holds) => {
    const first = await createDriver(app);
    const second = await createDriver(app, 1);
    const query = new URLSearchParams([[parameter, String(first.shown[field])]]);
    const response = await call(app, 'listDrivers', {
      method: 'GET',
      url: `${`/drivers`}?${query.toString()}`,
    });
    expect(response.statusCode, response.body).toBe(200);
    const items: Record<string, unknown>[] = response.json();
    const kept = [first, second]
      .map(({ shown }) => shown[field])
      .filter((one) => holds(one, first.shown[field]));
    expect(items.map((item) => item[field])).toEqual(expect.arrayContaining(kept));
    expect(items).toHaveLength(kept.length);
  });

  test('pages through all of them, each once', async () => {
    const first = await createDriver(app, 0);
    for (const n of [1, 2] as const) await createDriver(app, n);
    const seen: unknown[] = [];
    for (let place = 0; place < 3; place++) {
      const response = await call(app, 'listDrivers', {
        method: 'GET',
        url: `${first && `/drivers`}?limit=1&offset=${0 + place}`,
      });
      expect(response.statusCode).toBe(200);
      seen.push(...response.json());
    }
    expect(seen).toHaveLength(3);
    expect(new Set(seen.map((item) => JSON.stringify(item))).size).toBe(3);
  });
});

describe('GET /drivers/{driverId}', () => {
  test('shows what was created', async () => {
    const { shown, params } = await createDriver(app);
    const response = await call(app, 'getDriver', {
      method: 'GET',
      url: `/drivers/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual(shown);
  });

  test('answers 404 for what does not exist', async () => {
    const created = await createDriver(app);
    const params: Record<string, unknown> = { ...created.params, id: 999999 };
    const response = await call(app, 'getDriver', {
      method: 'GET',
      url: `/drivers/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(404);
    expect(response.body).toContain('no such driver');
  });
});

describe('PUT /drivers/{driverId}', () => {
  test('changes a driver', async () => {
    const { params } = await createDriver(app);
    const response = await call(app, 'replaceDriver', {
      method: 'PUT',
      url: `/drivers/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({
        name: 'Ines Carvalho 2',
        licenceNumber: 'B072RRE2I552',
        licenceClasses: ['C'],
      }),
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({
      name: 'Ines Carvalho 2',
      licenceNumber: 'B072RRE2I552',
      licenceClasses: ['C'],
    });
  });

  test('replaces everything, also by nothing', async () => {
    const { params } = await createDriver(app, 1);
    const replace = (payload: unknown) =>
      call(app, 'replaceDriver', {
        method: 'PUT',
        url: `/drivers/${encodeURIComponent(String(params.id))}`,
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify(payload),
      });
    let response = await replace({
      name: 'Ines Carvalho 2',
      licenceNumber: 'B072RRE2I552',
      licenceClasses: ['C'],
      phone: '+3512100000002',
      labels: { team: 'north2', 'fuel.card': '88412' },
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({
      name: 'Ines Carvalho 2',
      licenceNumber: 'B072RRE2I552',
      licenceClasses: ['C'],
      phone: '+3512100000002',
      labels: { team: 'north2', 'fuel.card': '88412' },
    });
    response = await replace({
      name: 'Ines Carvalho 2',
      licenceNumber: 'B072RRE2I552',
      licenceClasses: ['C'],
    });
    expect(response.json()).toMatchObject({
      name: 'Ines Carvalho 2',
      licenceNumber: 'B072RRE2I552',
      licenceClasses: ['C'],
    });
    for (const name of ['phone', 'labels']) expect(response.json()[name] ?? null, name).toBeNull();
  });

  test('answers 404 for what does not exist', async () => {
    const { params: known } = await createDriver(app);
    const params: Record<string, unknown> = { ...known, id: 999999 };
    const response = await call(app, 'replaceDriver', {
      method: 'PUT',
      url: `/drivers/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({
        name: 'Ines Carvalho 2',
        licenceNumber: 'B072RRE2I552',
        licenceClasses: ['C'],
      }),
    });
    expect(response.statusCode, response.body).toBe(404);
    expect(response.body).toContain('no such driver');
  });
});

describe('DELETE /drivers/{driverId}', () => {
  test('deletes a driver, once', async () => {
    const { params } = await createDriver(app);
    const response = await call(app, 'deleteDriver', {
      method: 'DELETE',
      url: `/drivers/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode, response.body).toBe(204);
    const after = await call(app, 'getDriver', {
      method: 'GET',
      url: `/drivers/${encodeURIComponent(String(params.id))}`,
    });
    expect(after.statusCode).toBe(404);
    const again = await call(app, 'deleteDriver', {
      method: 'DELETE',
      url: `/drivers/${encodeURIComponent(String(params.id))}`,
    });
    expect(again.statusCode).toBe(404);
    expect(again.body).toContain('no such driver');
  });
});

test('GET /drivers asks for credentials', async () => {
  const response = await app.inject({ method: 'GET', url: `/drivers` });
  expect(response.statusCode).toBe(401);
});

test('answers 405 to PATCH /drivers', async () => {
  const response = await app.inject({ method: 'PATCH', url: `/drivers` });
  expect(response.statusCode).toBe(405);
  expect(response.headers.allow).not.toContain('PATCH');
});
