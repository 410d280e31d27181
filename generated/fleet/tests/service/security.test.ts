import { type FastifyInstance, type InjectOptions } from 'fastify';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialsFor, startService } from '../support/api.ts';

let app: FastifyInstance;
beforeAll(async () => {
  ({ app } = await startService());
});
afterAll(() => app.close());

/** Asks an operation, with credentials. */
function ask(
  operationId: string,
  { url, ...options }: InjectOptions & { url: string },
  service = app,
) {
  const { headers, query } = credentialsFor(operationId);
  const separator = query === '' ? '' : url.includes('?') ? '&' : '?';
  return service.inject({
    ...options,
    url: `${url}${separator}${query}`,
    headers: { ...options.headers, ...headers },
  });
}

/** Words that would tell how the service is made: stacks, queries, files, packages. */
const LEAK =
  /\bat .+:\d+:\d+|node_modules|\bselect\b.+\bfrom\b|SQLITE_|kysely|[\\/]src[\\/][\w/-]+\.ts/i;

test('answers carry the headers that protect browsers, and none that tells what runs', async () => {
  for (const url of ['/healthz', '/surely/not/here']) {
    const { headers } = await app.inject(url);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('server');
  }
});

test('who came by TLS is told to always do, and nobody else', async () => {
  const name = 'strict-transport-security';
  const url = '/healthz';
  const secure = await app.inject({
    method: 'GET',
    url,
    headers: { 'x-forwarded-proto': 'https' },
  });
  expect(secure.headers[name]).toMatch(/^max-age=\d{7,}/);
  const plain = await app.inject({ method: 'GET', url, headers: { 'x-forwarded-proto': 'http' } });
  expect(plain.headers).not.toHaveProperty(name);
});

test('browsers of other origins are not let in', async () => {
  const headers = { origin: 'https://elsewhere.test', 'access-control-request-method': 'GET' };
  for (const method of ['GET', 'OPTIONS'] as const) {
    const answer = await app.inject({ method, url: '/healthz', headers });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual(
      [],
    );
  }
});

test('a fault of the service tells nothing of its inside', async () => {
  const { app: broken, database } = await startService();
  const list = () => ask('listDepots', { method: 'GET', url: `/depots` }, broken);
  expect((await list()).statusCode).toBeLessThan(300);
  await database.destroy();
  const response = await list();
  expect(response.statusCode).toBeGreaterThanOrEqual(500);
  expect(response.body).not.toMatch(LEAK);
});

test('bodies beyond the limit are refused', async () => {
  const response = await ask('createDepot', {
    method: 'POST',
    url: `/depots`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify('x'.repeat(2 ** 20)),
  });
  expect(response.statusCode).toBe(413);
});

test('names that JavaScript gives a meaning are no members', async () => {
  await ask('createDepot', {
    method: 'POST',
    url: `/depots`,
    headers: { 'content-type': 'application/json' },
    payload:
      '{ "__proto__": { "polluted": 1 }, "constructor": { "prototype": { "polluted": 1 } } }',
  });
  expect({}).not.toHaveProperty('polluted');
});

/** What would mean something to SQL, a shell, a template, a file system or a terminal. */
const HOSTILE = [
  `' OR '1'='1`,
  `'; drop table x; --`,
  `" OR ""="`,
  '../../etc/passwd',
  '$(id)',
  '${7*7}',
  '%',
  '\\',
  '\u0000',
  '\u001b[2J',
  '9'.repeat(400),
];

test.each<[string, string, NonNullable<InjectOptions['method']>, (text: string) => string]>([
  ['GET /depots limit', 'listDepots', 'GET', (text) => `/depots?limit=${text}`],
  ['GET /depots offset', 'listDepots', 'GET', (text) => `/depots?offset=${text}`],
  ['GET /depots/{depotId} depotId', 'getDepot', 'GET', (text) => `/depots/${text}`],
  ['PUT /depots/{depotId} depotId', 'replaceDepot', 'PUT', (text) => `/depots/${text}`],
  ['DELETE /depots/{depotId} depotId', 'deleteDepot', 'DELETE', (text) => `/depots/${text}`],
  [
    'GET /depots/{depotId}/vehicles depotId',
    'listDepotVehicles',
    'GET',
    (text) => `/depots/${text}/vehicles`,
  ],
  [
    'GET /depots/{depotId}/vehicles limit',
    'listDepotVehicles',
    'GET',
    (text) => `/depots/${encodeURIComponent(10)}/vehicles?limit=${text}`,
  ],
  [
    'GET /depots/{depotId}/vehicles offset',
    'listDepotVehicles',
    'GET',
    (text) => `/depots/${encodeURIComponent(10)}/vehicles?offset=${text}`,
  ],
  ['GET /vehicles depotId', 'listVehicles', 'GET', (text) => `/vehicles?depotId=${text}`],
  ['GET /vehicles kind', 'listVehicles', 'GET', (text) => `/vehicles?kind=${text}`],
  ['GET /vehicles inService', 'listVehicles', 'GET', (text) => `/vehicles?inService=${text}`],
  ['GET /vehicles sort', 'listVehicles', 'GET', (text) => `/vehicles?sort=${text}`],
  ['GET /vehicles limit', 'listVehicles', 'GET', (text) => `/vehicles?limit=${text}`],
  ['GET /vehicles offset', 'listVehicles', 'GET', (text) => `/vehicles?offset=${text}`],
  ['GET /vehicles/{vehicleId} vehicleId', 'getVehicle', 'GET', (text) => `/vehicles/${text}`],
  ['PUT /vehicles/{vehicleId} vehicleId', 'replaceVehicle', 'PUT', (text) => `/vehicles/${text}`],
  [
    'DELETE /vehicles/{vehicleId} vehicleId',
    'deleteVehicle',
    'DELETE',
    (text) => `/vehicles/${text}`,
  ],
  ['GET /drivers name', 'listDrivers', 'GET', (text) => `/drivers?name=${text}`],
  ['GET /drivers limit', 'listDrivers', 'GET', (text) => `/drivers?limit=${text}`],
  ['GET /drivers offset', 'listDrivers', 'GET', (text) => `/drivers?offset=${text}`],
  ['GET /drivers/{driverId} driverId', 'getDriver', 'GET', (text) => `/drivers/${text}`],
  ['PUT /drivers/{driverId} driverId', 'replaceDriver', 'PUT', (text) => `/drivers/${text}`],
  ['DELETE /drivers/{driverId} driverId', 'deleteDriver', 'DELETE', (text) => `/drivers/${text}`],
  ['GET /trips vehicleId', 'listTrips', 'GET', (text) => `/trips?vehicleId=${text}`],
  ['GET /trips status', 'listTrips', 'GET', (text) => `/trips?status=${text}`],
  ['GET /trips departedFrom', 'listTrips', 'GET', (text) => `/trips?departedFrom=${text}`],
  ['GET /trips departedTo', 'listTrips', 'GET', (text) => `/trips?departedTo=${text}`],
  ['GET /trips limit', 'listTrips', 'GET', (text) => `/trips?limit=${text}`],
  ['GET /trips offset', 'listTrips', 'GET', (text) => `/trips?offset=${text}`],
  ['GET /trips/{tripId} tripId', 'getTrip', 'GET', (text) => `/trips/${text}`],
  ['PUT /trips/{tripId} tripId', 'replaceTrip', 'PUT', (text) => `/trips/${text}`],
  ['DELETE /trips/{tripId} tripId', 'deleteTrip', 'DELETE', (text) => `/trips/${text}`],
])('%s takes hostile text as a value', async (_what, id, method, urlWith) => {
  for (const text of HOSTILE) {
    const response = await ask(id, { method, url: urlWith(encodeURIComponent(text)) });
    expect(response.statusCode, text).not.toBe(500);
    expect(response.body.replaceAll(text, ''), text).not.toMatch(LEAK);
  }
  // Requests that are injected keep their memory for as long as the event loop does not turn.
  await setImmediate();
});
