import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedService } from './service.ts';

const thing = `{ application/json: { schema: { $ref: '#/components/schemas/Thing' } } }`;

const description = (key: string, type = 'integer') => `openapi: 3.1.0
info: { title: Things, version: '1' }
paths:
  /things:
    post:
      operationId: createThing
      requestBody: { content: ${thing} }
      responses: { '201': { description: A thing, content: ${thing} } }
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, ${key} }]
    get: { operationId: getThing, responses: { '200': { description: It, content: ${thing} } } }
    delete: { operationId: deleteThing, responses: { '204': { description: Gone } } }
components:
  schemas:
    Thing:
      type: object
      required: [name]
      properties: { id: { type: ${type}, readOnly: true }, name: { type: string } }
`;

test.each([
  ['matrix', '/things/;id=1'],
  ['label', '/things/.1'],
])('a key in the style %s is read, told and tried as it is described', async (style, url) => {
  const service = await generatedService(description(`style: ${style}, schema: { type: integer }`));
  const app = await service.start(':memory:');
  const created = await app.inject({
    method: 'POST',
    url: '/things',
    headers: { 'content-type': 'application/json' },
    payload: '{"name":"one"}',
  });
  expect(created.headers['location']).toBe(url);
  expect((await app.inject({ url })).json()).toEqual({ id: 1, name: 'one' });
  expect((await app.inject({ method: 'DELETE', url })).statusCode).toBe(204);
  await app.close();
  const tests = readFileSync(join(service.folder, 'tests/things.test.ts'), 'utf8');
  expect(tests).toContain(`\`${url.slice(0, -1)}\${`);
});

test('a key whose path has a media type is JSON where it is read, told and tried', async () => {
  const key = 'content: { application/json: { schema: { type: string } } }';
  const service = await generatedService(description(key, 'string'));
  const app = await service.start(':memory:');
  const created = await app.inject({
    method: 'POST',
    url: '/things',
    headers: { 'content-type': 'application/json' },
    payload: '{"name":"one"}',
  });
  const url = String(created.headers['location']);
  expect(url).toMatch(/^\/things\/%22.+%22$/);
  expect((await app.inject({ url })).json()).toMatchObject({ name: 'one' });
  await app.close();
  const tests = readFileSync(join(service.folder, 'tests/things.test.ts'), 'utf8');
  expect(tests).toContain('/things/${encodeURIComponent(JSON.stringify(params.id))}');
});
