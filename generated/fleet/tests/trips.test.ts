import { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Database } from '../src/database.ts';
import { call, emptyTables, startService } from './support/api.ts';
import { createTrip } from './support/trip.ts';

let app: FastifyInstance;
let database: Database;
beforeAll(async () => {
  ({ app, database } = await startService());
});
afterEach(() => emptyTables(database));
afterAll(() => app.close());

describe('POST /trips', () => {
  test('creates a trip and shows what was sent', async () => {
    const { body, shown } = await createTrip(app);
    const sent: Record<string, unknown> = body;
    // Defaults may have been put in, also deep inside.
    for (const name of ['status', 'departedAt', 'arrivedAt', 'distance', 'tolls', 'stops'])
      expect({ [name]: shown[name] }).toMatchObject({ [name]: sent[name] });
  });

  test('puts in what is left out', async () => {
    const { shown } = await createTrip(app, 1);
    expect(shown).toMatchObject({ status: 'planned', tolls: 0 });
  });

  test('tells where it is', async () => {
    const { response } = await createTrip(app);
    const found = await call(app, 'getTrip', {
      method: 'GET',
      url: String(response.headers.location),
    });
    expect(found.statusCode).toBe(200);
  });

  test.each<[string, unknown]>([
    [
      'vehicleId missing',
      {
        driverIds: [10, 11],
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
    ],
    [
      'driverIds with too few items',
      {
        vehicleId: 10,
        status: 'planned',
        departedAt: '2026-02-14T06:15:00+01:00',
        arrivedAt: '2026-01-05T09:30:00Z',
        distance: 287.431,
        tolls: 18.4,
        stops: [
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 53, longitude: 14 }, note: 'Works as it should.' },
        ],
        driverIds: [],
      },
    ],
    [
      'status unknown',
      {
        vehicleId: 10,
        driverIds: [10, 11],
        departedAt: '2026-02-14T06:15:00+01:00',
        arrivedAt: '2026-01-05T09:30:00Z',
        distance: 287.431,
        tolls: 18.4,
        stops: [
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 53, longitude: 14 }, note: 'Works as it should.' },
        ],
        status: 'no-such-value',
      },
    ],
    [
      'departedAt of another format',
      {
        vehicleId: 10,
        driverIds: [10, 11],
        status: 'planned',
        arrivedAt: '2026-01-05T09:30:00Z',
        distance: 287.431,
        tolls: 18.4,
        stops: [
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 53, longitude: 14 }, note: 'Works as it should.' },
        ],
        departedAt: 'not a valid value',
      },
    ],
    [
      'arrivedAt of another type',
      {
        vehicleId: 10,
        driverIds: [10, 11],
        status: 'planned',
        departedAt: '2026-02-14T06:15:00+01:00',
        distance: 287.431,
        tolls: 18.4,
        stops: [
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 53, longitude: 14 }, note: 'Works as it should.' },
        ],
        arrivedAt: 42,
      },
    ],
    [
      'distance too small',
      {
        vehicleId: 10,
        driverIds: [10, 11],
        status: 'planned',
        departedAt: '2026-02-14T06:15:00+01:00',
        arrivedAt: '2026-01-05T09:30:00Z',
        tolls: 18.4,
        stops: [
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 53, longitude: 14 }, note: 'Works as it should.' },
        ],
        distance: -1,
      },
    ],
    [
      'tolls between two steps',
      {
        vehicleId: 10,
        driverIds: [10, 11],
        status: 'planned',
        departedAt: '2026-02-14T06:15:00+01:00',
        arrivedAt: '2026-01-05T09:30:00Z',
        distance: 287.431,
        stops: [
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 53, longitude: 14 }, note: 'Works as it should.' },
        ],
        tolls: 0.015,
      },
    ],
    [
      'stops with too many items',
      {
        vehicleId: 10,
        driverIds: [10, 11],
        status: 'planned',
        departedAt: '2026-02-14T06:15:00+01:00',
        arrivedAt: '2026-01-05T09:30:00Z',
        distance: 287.431,
        tolls: 18.4,
        stops: [
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
          { position: { latitude: 52.5, longitude: 13.5 }, note: 'Made with care.' },
        ],
      },
    ],
  ])('refuses a body with %s', async (_what, payload) => {
    await createTrip(app);
    const response = await call(app, 'createTrip', {
      method: 'POST',
      url: `/trips`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(payload),
    });
    expect([400, 422]).toContain(response.statusCode);
  });

  test('refuses a body that is not JSON', async () => {
    await createTrip(app);
    const response = await call(app, 'createTrip', {
      method: 'POST',
      url: `/trips`,
      headers: { 'content-type': 'APPLICATION/JSON; charset=utf-8' },
      payload: '{ "not json',
    });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a request without a body', async () => {
    await createTrip(app);
    const response = await call(app, 'createTrip', { method: 'POST', url: `/trips` });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a media type that is not declared', async () => {
    await createTrip(app);
    const response = await call(app, 'createTrip', {
      method: 'POST',
      url: `/trips`,
      headers: { 'content-type': 'application/x-unheard-of' },
      payload: 'x',
    });
    expect(response.statusCode).toBe(415);
  });

  test('lets no client choose what is read-only', async () => {
    const forced: Record<string, unknown> = { createdAt: 'forced by a client' };
    const { shown } = await createTrip(app, 0, undefined, forced);
    for (const [name, value] of Object.entries(forced)) expect(shown[name]).not.toEqual(value);
  });
});

describe('GET /trips/{tripId}', () => {
  test('shows what was created', async () => {
    const { shown, params } = await createTrip(app);
    const response = await call(app, 'getTrip', {
      method: 'GET',
      url: `/trips/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual(shown);
  });

  test('answers 404 for what does not exist', async () => {
    const created = await createTrip(app);
    const params: Record<string, unknown> = { ...created.params, id: 999999 };
    const response = await call(app, 'getTrip', {
      method: 'GET',
      url: `/trips/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(404);
    expect(response.body).toContain('no such trip');
  });
});

describe('PUT /trips/{tripId}', () => {
  test('changes a trip', async () => {
    const { params, shown } = await createTrip(app);
    const response = await call(app, 'replaceTrip', {
      method: 'PUT',
      url: `/trips/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({
        departedAt: '2026-01-06T10:30:00+02:00',
        vehicleId: shown.vehicleId,
        driverIds: shown.driverIds,
      }),
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({ departedAt: '2026-01-06T10:30:00+02:00' });
  });

  test('replaces everything, also by nothing', async () => {
    const { params, shown } = await createTrip(app, 1);
    const replace = (payload: unknown) =>
      call(app, 'replaceTrip', {
        method: 'PUT',
        url: `/trips/${encodeURIComponent(String(params.id))}`,
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify(payload),
      });
    let response = await replace({
      status: 'under-way',
      departedAt: '2026-01-06T10:30:00+02:00',
      arrivedAt: '2026-01-06T10:30:00+02:00',
      distance: 287.432,
      tolls: 18.41,
      stops: [
        { position: { latitude: 53, longitude: 14 }, note: 'Works as it should.' },
        { position: { latitude: 53.5, longitude: 14.5 }, note: 'Nothing to add.' },
      ],
      vehicleId: shown.vehicleId,
      driverIds: shown.driverIds,
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({
      status: 'under-way',
      departedAt: '2026-01-06T10:30:00+02:00',
      arrivedAt: '2026-01-06T10:30:00+02:00',
      distance: 287.432,
      tolls: 18.41,
      stops: [
        { position: { latitude: 53, longitude: 14 }, note: 'Works as it should.' },
        { position: { latitude: 53.5, longitude: 14.5 }, note: 'Nothing to add.' },
      ],
    });
    response = await replace({
      departedAt: '2026-01-06T10:30:00+02:00',
      vehicleId: shown.vehicleId,
      driverIds: shown.driverIds,
    });
    expect(response.json()).toMatchObject({
      departedAt: '2026-01-06T10:30:00+02:00',
      status: 'planned',
      tolls: 0,
    });
    for (const name of ['arrivedAt', 'distance', 'stops'])
      expect(response.json()[name] ?? null, name).toBeNull();
  });

  test('answers 404 for what does not exist', async () => {
    const { shown, params: known } = await createTrip(app);
    const params: Record<string, unknown> = { ...known, id: 999999 };
    const response = await call(app, 'replaceTrip', {
      method: 'PUT',
      url: `/trips/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({
        departedAt: '2026-01-06T10:30:00+02:00',
        vehicleId: shown.vehicleId,
        driverIds: shown.driverIds,
      }),
    });
    expect(response.statusCode, response.body).toBe(404);
    expect(response.body).toContain('no such trip');
  });
});

describe('DELETE /trips/{tripId}', () => {
  test('deletes a trip, once', async () => {
    const { params } = await createTrip(app);
    const response = await call(app, 'deleteTrip', {
      method: 'DELETE',
      url: `/trips/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode, response.body).toBe(204);
    const after = await call(app, 'getTrip', {
      method: 'GET',
      url: `/trips/${encodeURIComponent(String(params.id))}`,
    });
    expect(after.statusCode).toBe(404);
    const again = await call(app, 'deleteTrip', {
      method: 'DELETE',
      url: `/trips/${encodeURIComponent(String(params.id))}`,
    });
    expect(again.statusCode).toBe(404);
    expect(again.body).toContain('no such trip');
  });
});

test('GET /trips asks for credentials', async () => {
  const response = await app.inject({ method: 'GET', url: `/trips` });
  expect(response.statusCode).toBe(401);
});

test('answers 405 to PATCH /trips', async () => {
  const response = await app.inject({ method: 'PATCH', url: `/trips` });
  expect(response.statusCode).toBe(405);
  expect(response.headers.allow).not.toContain('PATCH');
});
