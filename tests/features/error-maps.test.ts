import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const json = (schema: string) => `content: { application/json: { schema: ${schema} } }`;

/** A create whose refusals have a map of errors, which holds something else in each. */
const path = (name: string, values: string) => `
  /${name}:
    post:
      operationId: create${name}
      requestBody: { required: true, ${json("{ $ref: '#/components/schemas/Note' }")} }
      responses:
        '201': { description: It., ${json("{ $ref: '#/components/schemas/Note' }")} }
        '400':
          description: It is refused.
          ${json(`{ type: object, required: [errors], properties: { message: { type: string }, errors: { type: object, additionalProperties: ${values} } } }`)}`;

const description = `openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:${path('texts', '{ type: string }')}${path('lists', '{ type: array, items: { type: string } }')}${path('open', 'true')}${path('findings', "{ type: array, items: { $ref: '#/components/schemas/Finding' } }")}${path('single', "{ $ref: '#/components/schemas/Finding' }")}
components:
  schemas:
    Note: { type: object, required: [text], properties: { id: { type: integer, readOnly: true }, text: { type: string } } }
    Finding: { type: object, required: [reason, rank], properties: { reason: { type: string }, rank: { type: integer } } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
});

const detail = 'must be string';
const finding = { reason: detail, rank: 0 };

test.each([
  ['texts', detail],
  ['lists', [detail]],
  ['open', [detail]],
  ['findings', [finding]],
  ['single', finding],
])('a map of errors holds what its schema says: %s', async (name, expected) => {
  const headers = { 'content-type': 'application/json' };
  const asked = { method: 'POST', url: `/${name}`, headers, payload: '{"text":{}}' };
  const answered = await app.inject(asked);
  expect(answered.statusCode).toBe(400);
  expect(answered.json()).toMatchObject({ errors: { '/body/text': expected } });
});
