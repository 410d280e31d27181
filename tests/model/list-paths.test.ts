import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

const description = `
paths:
  /tests:
    post:
      requestBody: { content: { application/json: { schema: &run { $ref: '#/components/schemas/TestRun' } } } }
      responses: { '201': { description: A run., content: { application/json: { schema: *run } } } }
  /tests/all:
    get: { responses: { '200': &runs { description: Runs., content: { application/json: { schema: { type: array, items: *run } } } } } }
  /tests/service/{serviceId}:
    get:
      parameters: [{ name: serviceId, in: path, required: true, schema: { type: string } }]
      responses: { '200': *runs }
  /tests/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: A run., content: { application/json: { schema: *run } } } }
components:
  schemas:
    TestRun:
      type: object
      properties: { id: { type: string, readOnly: true }, serviceId: { type: string }, passed: { type: boolean } }
`;

test('a path that ends in another member of what it lists narrows the list by it', async () => {
  const inferred = await inferredFrom(description);
  const list = inferred.operation('GET /tests/service/{serviceId}');
  expect([list.status, list.kind]).toEqual(['live', 'list']);
  expect(list.entity).toBe(inferred.operation('POST /tests').entity);
  expect(list.parameters.map(({ role, field }) => [role, field])).toEqual([['scope', 'serviceId']]);
});

test('a path that ends in all lists what the path before it creates', async () => {
  const inferred = await inferredFrom(description);
  const list = inferred.operation('GET /tests/all');
  expect([list.status, list.kind, list.entity]).toEqual([
    'live',
    'list',
    inferred.operation('POST /tests').entity,
  ]);
});

test('a member of the key may narrow a list, too', async () => {
  const inferred = await inferredFrom(`
paths:
  /files/{fileId}/links:
    parameters: [&file { name: fileId, in: path, required: true, schema: { type: string } }]
    post:
      requestBody: { content: { application/json: { schema: &link { $ref: '#/components/schemas/Link' } } } }
      responses: { '201': { description: A link., content: { application/json: { schema: *link } } } }
  /files/{fileId}/links/{objectId}:
    delete:
      parameters: [*file, &object { name: objectId, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: Gone. } }
  /links/{objectId}:
    get:
      parameters: [*object]
      responses: { '200': { description: Links., content: { application/json: { schema: { type: array, items: *link } } } } }
components:
  schemas:
    Link: { type: object, properties: { note: { type: string }, fileId: { type: string }, objectId: { type: string } } }
`);
  expect(inferred.entity('Link').key.fields).toEqual(['fileId', 'objectId']);
  expect(inferred.summary()).toContain('live list Link GET /links/{objectId}');
});
