import { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Database } from '../src/database.ts';
import { call, emptyTables, startService } from './support/api.ts';
import { createDepot, depotSamples } from './support/depot.ts';

let app: FastifyInstance;
let database: Database;
beforeAll(async () => {
  ({ app, database } = await startService());
});
afterEach(() => emptyTables(database));
afterAll(() => app.close());

describe('POST /depots', () => {
  test('creates a depot and shows what was sent', async () => {
    const { body, shown } = await createDepot(app);
    const sent: Record<string, unknown> = body;
    // Defaults may have been put in, also deep inside.
    for (const name of ['code', 'name', 'position', 'bays', 'openFrom'])
      expect({ [name]: shown[name] }).toMatchObject({ [name]: sent[name] });
  });

  test('puts in what is left out', async () => {
    const { shown } = await createDepot(app, 1);
    expect(shown).toMatchObject({ bays: 0 });
  });

  test('tells where it is', async () => {
    const { response } = await createDepot(app);
    const found = await call(app, 'getDepot', {
      method: 'GET',
      url: String(response.headers.location),
    });
    expect(found.statusCode).toBe(200);
  });

  test.each<[string, unknown]>([
    [
      'code missing',
      {
        name: 'Berlin Moabit',
        position: { latitude: 52.5, longitude: 13.5 },
        bays: 0,
        openFrom: '05:30',
      },
    ],
    [
      'name too short',
      {
        code: 'BER01',
        position: { latitude: 52.5, longitude: 13.5 },
        bays: 0,
        openFrom: '05:30',
        name: '',
      },
    ],
    [
      'position of another type',
      { code: 'BER01', name: 'Berlin Moabit', bays: 0, openFrom: '05:30', position: 'text' },
    ],
    [
      'bays too small',
      {
        code: 'BER01',
        name: 'Berlin Moabit',
        position: { latitude: 52.5, longitude: 13.5 },
        openFrom: '05:30',
        bays: -1,
      },
    ],
    [
      'openFrom of another form',
      {
        code: 'BER01',
        name: 'Berlin Moabit',
        position: { latitude: 52.5, longitude: 13.5 },
        bays: 0,
        openFrom: '¡ ¿',
      },
    ],
    [
      'code null',
      {
        name: 'Berlin Moabit',
        position: { latitude: 52.5, longitude: 13.5 },
        bays: 0,
        openFrom: '05:30',
        code: null,
      },
    ],
    [
      'name too long',
      {
        code: 'BER01',
        position: { latitude: 52.5, longitude: 13.5 },
        bays: 0,
        openFrom: '05:30',
        name: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      },
    ],
    [
      'bays too large',
      {
        code: 'BER01',
        name: 'Berlin Moabit',
        position: { latitude: 52.5, longitude: 13.5 },
        openFrom: '05:30',
        bays: 5001,
      },
    ],
  ])('refuses a body with %s', async (_what, payload) => {
    await createDepot(app);
    const response = await call(app, 'createDepot', {
      method: 'POST',
      url: `/depots`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(payload),
    });
    expect([400, 422]).toContain(response.statusCode);
  });

  test('refuses a body that is not JSON', async () => {
    await createDepot(app);
    const response = await call(app, 'createDepot', {
      method: 'POST',
      url: `/depots`,
      headers: { 'content-type': 'APPLICATION/JSON; charset=utf-8' },
      payload: '{ "not json',
    });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a request without a body', async () => {
    await createDepot(app);
    const response = await call(app, 'createDepot', { method: 'POST', url: `/depots` });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a media type that is not declared', async () => {
    await createDepot(app);
    const response = await call(app, 'createDepot', {
      method: 'POST',
      url: `/depots`,
      headers: { 'content-type': 'application/x-unheard-of' },
      payload: 'x',
    });
    expect(response.statusCode).toBe(415);
  });

  test('refuses a second one with the same unique value', async () => {
    const first = await createDepot(app);
    const response = await call(app, 'createDepot', {
      method: 'POST',
      url: `/depots`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ ...depotSamples[1], ...first.body }),
    });
    expect(response.statusCode).toBe(409);
  });
});

describe('GET /depots', () => {
  test('lists what was created', async () => {
    const first = await createDepot(app);
    const second = await createDepot(app, 1);
    const response = await call(app, 'listDepots', { method: 'GET', url: `/depots` });
    expect(response.statusCode).toBe(200);
    const items: unknown[] = response.json();
    expect(items).toHaveLength(2);
    expect(first.params).not.toEqual(second.params);
  });

  test('refuses a parameter that is not declared', async () => {
    const first = await createDepot(app);
    const response = await call(app, 'listDepots', {
      method: 'GET',
      url: `${`/depots`}?surely-unknown=1`,
    });
    expect([400, 422]).toContain(response.statusCode);
    expect(first.response.statusCode).toBeLessThan(300);
  });

  test('pages through all of them, each once', async () => {
    const first = await createDepot(app, 0);
    for (const n of [1, 2] as const) await createDepot(app, n);
    const seen: unknown[] = [];
    for (let place = 0; place < 3; place++) {
      const response = await call(app, 'listDepots', {
        method: 'GET',
        url: `${first && `/depots`}?limit=1&offset=${0 + place}`,
      });
      expect(response.statusCode).toBe(200);
      seen.push(...response.json());
    }
    expect(seen).toHaveLength(3);
    expect(new Set(seen.map((item) => JSON.stringify(item))).size).toBe(3);
  });
});

describe('GET /depots/{depotId}', () => {
  test('shows what was created', async () => {
    const { shown, params } = await createDepot(app);
    const response = await call(app, 'getDepot', {
      method: 'GET',
      url: `/depots/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual(shown);
  });

  test('answers 404 for what does not exist', async () => {
    const created = await createDepot(app);
    const params: Record<string, unknown> = { ...created.params, id: 999999 };
    const response = await call(app, 'getDepot', {
      method: 'GET',
      url: `/depots/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(404);
    expect(response.body).toContain('no such depot');
  });
});

describe('PUT /depots/{depotId}', () => {
  test('changes a depot', async () => {
    const { params } = await createDepot(app);
    const response = await call(app, 'replaceDepot', {
      method: 'PUT',
      url: `/depots/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({
        code: 'JLJ58',
        name: 'Berlin Moabit 2',
        position: { latitude: 53, longitude: 14 },
      }),
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({
      code: 'JLJ58',
      name: 'Berlin Moabit 2',
      position: { latitude: 53, longitude: 14 },
    });
  });

  test('replaces everything, also by nothing', async () => {
    const { params } = await createDepot(app, 1);
    const replace = (payload: unknown) =>
      call(app, 'replaceDepot', {
        method: 'PUT',
        url: `/depots/${encodeURIComponent(String(params.id))}`,
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify(payload),
      });
    let response = await replace({
      code: 'JLJ58',
      name: 'Berlin Moabit 2',
      position: { latitude: 53, longitude: 14 },
      bays: 1,
      openFrom: '05:32',
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({
      code: 'JLJ58',
      name: 'Berlin Moabit 2',
      position: { latitude: 53, longitude: 14 },
      bays: 1,
      openFrom: '05:32',
    });
    response = await replace({
      code: 'JLJ58',
      name: 'Berlin Moabit 2',
      position: { latitude: 53, longitude: 14 },
    });
    expect(response.json()).toMatchObject({
      code: 'JLJ58',
      name: 'Berlin Moabit 2',
      position: { latitude: 53, longitude: 14 },
      bays: 0,
    });
    for (const name of ['openFrom']) expect(response.json()[name] ?? null, name).toBeNull();
  });

  test('answers 404 for what does not exist', async () => {
    const { params: known } = await createDepot(app);
    const params: Record<string, unknown> = { ...known, id: 999999 };
    const response = await call(app, 'replaceDepot', {
      method: 'PUT',
      url: `/depots/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({
        code: 'JLJ58',
        name: 'Berlin Moabit 2',
        position: { latitude: 53, longitude: 14 },
      }),
    });
    expect(response.statusCode, response.body).toBe(404);
    expect(response.body).toContain('no such depot');
  });
});

describe('DELETE /depots/{depotId}', () => {
  test('deletes a depot, once', async () => {
    const { params } = await createDepot(app);
    const response = await call(app, 'deleteDepot', {
      method: 'DELETE',
      url: `/depots/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode, response.body).toBe(204);
    const after = await call(app, 'getDepot', {
      method: 'GET',
      url: `/depots/${encodeURIComponent(String(params.id))}`,
    });
    expect(after.statusCode).toBe(404);
    const again = await call(app, 'deleteDepot', {
      method: 'DELETE',
      url: `/depots/${encodeURIComponent(String(params.id))}`,
    });
    expect(again.statusCode).toBe(404);
    expect(again.body).toContain('no such depot');
  });
});

test('GET /depots asks for credentials', async () => {
  const response = await app.inject({ method: 'GET', url: `/depots` });
  expect(response.statusCode).toBe(401);
});

test('answers 405 to PATCH /depots', async () => {
  const response = await app.inject({ method: 'PATCH', url: `/depots` });
  expect(response.statusCode).toBe(405);
  expect(response.headers.allow).not.toContain('PATCH');
});
