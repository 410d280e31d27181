import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type Generated, generatedService, type Service } from './service.ts';
import { typeErrorsOf } from './type-errors.ts';

const note = `{ application/json: { schema: { $ref: '#/components/schemas/Note' } } }`;

const error = (status: number, kind: string) =>
  `{ type: object, required: [status, type], properties: { status: { type: integer, enum: [${status}] }, type: { type: string, enum: [${kind}] }, detail: { type: string } } }`;

const errors = `'4XX': { description: What went wrong., content: { application/json: { schema: { $ref: '#/components/schemas/Failure' } } } }`;

/** Errors that are listed by their status. */
const description = `openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    post:
      operationId: createNote
      requestBody: { required: true, content: ${note} }
      responses: { '201': { description: A note., content: ${note} }, ${errors} }
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: getNote, responses: { '200': { description: A note., content: ${note} }, ${errors} } }
components:
  schemas:
    Note: { type: object, required: [text], properties: { id: { type: integer, readOnly: true }, text: { type: string } } }
    Failure:
      anyOf: [${error(404, 'route_not_found_error')}, ${error(404, 'object_not_found_error')}, ${error(400, 'request_error')}, ${error(409, 'conflict_error')}]
`;

let service: Generated;
let app: Service;
beforeAll(async () => {
  service = await generatedService(description);
  app = await service.start(':memory:');
  return () => app.close();
});

test('an error is told as the one that is listed for its status', async () => {
  const missing = await app.inject({ url: '/notes/1' });
  expect([missing.statusCode, missing.json()]).toMatchObject([
    404,
    { status: 404, type: 'object_not_found_error' },
  ]);
  const headers = { 'content-type': 'application/json' };
  const refused = await app.inject({ method: 'POST', url: '/notes', headers, payload: '{' });
  expect([refused.statusCode, refused.json()]).toMatchObject([
    400,
    { status: 400, type: 'request_error' },
  ]);
});

test('with a status that is not listed, a bad request is told', async () => {
  const headers = { 'content-type': 'text/plain' };
  const other = await app.inject({ method: 'POST', url: '/notes', headers, payload: 'a' });
  expect([other.statusCode, other.json()]).toMatchObject([
    415,
    { status: 400, type: 'request_error' },
  ]);
});

test('operations that tell the same share it', async () => {
  expect(await typeErrorsOf(service)).toBe('');
  const text = readFileSync(join(service.folder, 'src/http/problem.ts'), 'utf8');
  expect(text).toContain('createNote: byStatus,');
  expect(text).toContain('getNote: byStatus,');
});
