import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const note = `{ application/json: { schema: { $ref: '#/components/schemas/Note' } } }`;

/** A list by a time that the service writes, which the parameter takes as any text. */
const description = `openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    get:
      operationId: listNotes
      parameters: [{ name: createdAt_gt, in: query, schema: { type: string } }]
      responses: { '200': { description: Notes., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Note' } } } } } }
    post: { operationId: createNote, requestBody: { content: ${note} }, responses: { '201': { description: A note., content: ${note} } } }
components:
  schemas:
    Note: { type: object, properties: { id: { type: integer, readOnly: true }, createdAt: { type: string, format: date-time, readOnly: true } } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
  const headers = { 'content-type': 'application/json' };
  await app.inject({ method: 'POST', url: '/notes', headers, payload: '{}' });
});

test.each([
  ['1999-12-31', 200],
  ['1999-12-31T23:59:59+02:00', 200],
  ['yesterday', 400],
  ["'; drop table notes; --", 400],
])('a list is asked for what was made after %s', async (time, status) => {
  const answered = await app.inject({ url: `/notes?createdAt_gt=${encodeURIComponent(time)}` });
  expect(answered.statusCode).toBe(status);
  const detail = (answered.json() as { detail?: string }).detail;
  expect(detail).toBe(status === 400 ? `${time} is no point in time.` : undefined);
});
