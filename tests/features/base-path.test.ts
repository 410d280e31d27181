import { beforeAll, expect, test } from 'vitest';
import { type Generated, generatedService, type Service, serviceOf } from './service.ts';

const description = `openapi: 3.1.0
info: { title: Gates, version: '1' }
servers: [{ url: 'https://api.example/{version}', variables: { version: { default: v1 } } }]
paths:
  /gates:
    get:
      operationId: listGates
      parameters:
        - { name: page, in: query, schema: { type: integer, minimum: 1, default: 1 } }
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 9, default: 1 } }
      responses:
        '200':
          description: Gates
          headers: { Link: { schema: { type: string } } }
          content:
            application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Gate' } } }
    post:
      operationId: createGate
      requestBody:
        { content: { application/json: { schema: { $ref: '#/components/schemas/Gate' } } } }
      responses:
        '201':
          description: A gate
          content: { application/json: { schema: { $ref: '#/components/schemas/Gate' } } }
  /gates/{id}:
    get:
      operationId: getGate
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        '200':
          description: A gate
          content: { application/json: { schema: { $ref: '#/components/schemas/Gate' } } }
  /v1/keys:
    get: { operationId: listKeys, responses: { '200': { description: The API has it twice } } }
components:
  schemas:
    Gate:
      type: object
      required: [name]
      properties: { id: { type: string, readOnly: true }, name: { type: string } }
`;

const create = (app: Service, url: string) =>
  app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    payload: '{"name":"North"}',
  });

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
});

test('the API is under the path of its server, and without it', async () => {
  for (const base of ['/v1', '']) {
    const created = await create(app, `${base}/gates`);
    const { id } = created.json() as { id: string };
    expect(created.headers['location']).toBe(`/v1/gates/${id}`);
    expect((await app.inject({ url: `${base}/gates/${id}` })).statusCode).toBe(200);
  }
  expect((await app.inject({ url: '/v2/gates' })).statusCode).toBe(404);
});

test('a path that begins with the same is found as it is described', async () => {
  for (const url of ['/v1/keys', '/v1/v1/keys'])
    expect((await app.inject({ url })).statusCode).toBe(501);
  expect((await app.inject({ url: '/keys' })).statusCode).toBe(404);
});

test('links to other pages start with it, whether a proxy has taken it off or not', async () => {
  for (const url of ['/v1/gates?limit=1', '/gates?limit=1']) {
    const { headers } = await app.inject({ url, headers: { host: 'api.example' } });
    expect(headers['link']).toBe('<http://api.example/v1/gates?limit=1&page=2>; rel="next"');
  }
});

test('what is not there is told by the name it was asked for', async () => {
  const answered = await app.inject({ url: '/v1/doors?open=1' });
  const detail = 'There is nothing at /v1/doors.';
  expect(answered.json()).toMatchObject({ status: 404, detail });
});

test('what is no part of the API is at the root alone', async () => {
  for (const url of ['/healthz', '/docs', '/openapi.json']) {
    expect((await app.inject({ url })).statusCode).toBe(200);
    expect((await app.inject({ url: `/v1${url}` })).statusCode).toBe(404);
  }
  expect((await app.inject({ url: '/docs' })).body).toContain('<code>/v1/gates</code>');
});

let other: Generated;
beforeAll(async () => {
  other = await generatedService(description);
});

test('an option, which the environment gives, names another base path, or none', async () => {
  const { readEnvironment } = await other.module<{
    readEnvironment: (variables: object) => { basePath: string };
  }>('environment.ts');
  expect(readEnvironment({}).basePath).toBe('/v1');
  const bases = ['/api/gates/', '/'].map((BASE_PATH) => readEnvironment({ BASE_PATH }).basePath);
  for (const basePath of bases) {
    const moved = await other.start(':memory:', { basePath, telemetry: { metrics: true } });
    const created = await create(moved, `${basePath}/gates`);
    expect(created.headers['location']).toMatch(new RegExp(`^${basePath}/gates/[^/]+$`));
    expect((await moved.inject({ url: '/metrics' })).statusCode).toBe(200);
    expect((await moved.inject({ url: '/api/gates/metrics' })).statusCode).toBe(404);
    expect((await create(moved, '/v1/gates')).statusCode).toBe(404);
    await moved.close();
  }
});
