import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedService } from './service.ts';
import { typeErrorsOf } from './type-errors.ts';

const note = `{ application/json: { schema: { $ref: '#/components/schemas/Note' } } }`;

/** Reads that are described as if they created something. */
const description = `openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    get: { operationId: listNotes, responses: { '201': { description: Notes., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Note' } } } } } } }
    post: { operationId: createNote, requestBody: { content: ${note} }, responses: { '201': { description: A note., content: ${note} } } }
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: getNote, responses: { '203': { description: A note., headers: { ETag: { schema: { type: string } } }, content: ${note} } } }
components:
  schemas:
    Note: { type: object, required: [text], properties: { id: { type: integer, readOnly: true }, text: { type: string } } }
`;

test('what is read is answered with the status that is described, and tried so', async () => {
  const service = await generatedService(description);
  expect(await typeErrorsOf(service)).toBe('');
  const app = await service.start(':memory:');
  const headers = { 'content-type': 'application/json' };
  await app.inject({ method: 'POST', url: '/notes', headers, payload: '{"text":"a"}' });
  const listed = await app.inject({ url: '/notes' });
  expect([listed.statusCode, listed.json()]).toEqual([201, [{ id: 1, text: 'a' }]]);
  const shown = await app.inject({ url: '/notes/1' });
  expect([shown.statusCode, shown.json()]).toEqual([203, { id: 1, text: 'a' }]);
  await app.close();
  const tests = readFileSync(join(service.folder, 'tests/notes.test.ts'), 'utf8');
  expect(tests).toContain('toBe(203)');
  expect(tests).not.toContain('toBe(200)');
});
