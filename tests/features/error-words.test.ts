import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const json = (schema: string) => `content: { application/json: { schema: ${schema} } }`;

/** A create whose refusals look as a schema says. */
const path = (name: string, refusal: string) => `
  /${name}:
    post:
      operationId: create${name}
      requestBody: { required: true, ${json("{ $ref: '#/components/schemas/Note' }")} }
      responses:
        '201': { description: It., ${json("{ $ref: '#/components/schemas/Note' }")} }
        '400': { description: It is refused., ${json(refusal)} }`;

const texts = '{ type: array, items: { type: string } }';

const description = `openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:${path('words', '{ type: object, required: [status, error], properties: { status: { type: string, enum: [error] }, error: { type: string } } }')}${path('numbers', "{ type: object, required: [status, error], properties: { status: { type: string, enum: ['400', '404'] }, error: { type: string } } }")}${path('codes', '{ type: object, required: [message, details], properties: { message: { type: string }, details: { type: array, items: { type: integer } } } }')}${path('own', '{ type: object, required: [code], properties: { code: { type: integer, enum: [17, 18] } } }')}${path('odata', '{ type: object, required: [code, message], properties: { code: { type: string }, message: { type: object, properties: { lang: { type: string }, value: { type: string } } } } }')}${path('held', '{ type: object, required: [about, message], properties: { about: { type: object, properties: { rank: { type: integer } } }, message: { type: string } } }')}${path('whole', '{ type: object, required: [errors], properties: { errors: { type: array, items: { type: object, required: [path], properties: { path: { type: string, minLength: 1 } } } } } }')}${path('nested', "{ $ref: '#/components/schemas/Fault' }")}${path('fields', `{ type: object, required: [text], properties: { text: ${texts}, rank: ${texts} } }`)}
  /notes/{id}/shares:
    post:
      operationId: shareNote
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '204': { description: Shared. }
        default: { description: It is refused., ${json('{ type: object, required: [code], properties: { code: { type: integer, enum: [400, 404, 500] }, message: { type: string } } }')} }
components:
  schemas:
    Fault: { type: object, required: [error], properties: { error: { type: object, required: [code, message], properties: { code: { type: string }, message: { type: string }, target: { type: string }, details: { type: array, items: { $ref: '#/components/schemas/Fault' } } } } } }
    Note: { type: object, required: [text], properties: { id: { type: integer, readOnly: true }, text: { type: string } } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
});

test.each([
  ['words', { status: 'error', error: 'Bad Request' }],
  ['numbers', { status: '400', error: 'Bad Request' }],
  ['codes', { message: '/body/text must be string.', details: [] }],
  ['own', { code: 17, detail: '/body/text must be string.' }],
  ['odata', { code: 'bad_request', message: { value: '/body/text must be string.' } }],
  ['held', { about: {}, message: '/body/text must be string.' }],
  ['whole', { errors: [{ path: '/body/text' }] }],
  [
    'nested',
    {
      error: {
        code: 'bad_request',
        message: '/body/text must be string.',
        details: [
          { error: { code: 'bad_request', message: 'must be string', target: '/body/text' } },
        ],
      },
    },
  ],
  ['fields', { text: [], detail: '/body/text must be string.' }],
])('an error has what its schema must have: %s', async (name, expected) => {
  const headers = { 'content-type': 'application/json' };
  const asked = { method: 'POST', url: `/${name}`, headers, payload: '{"text":{}}' };
  const answered = await app.inject(asked);
  expect(answered.statusCode).toBe(400);
  expect(answered.json()).toEqual(expected);
});

test('what is wrong with a whole body has a place that is no empty text, where that must be', async () => {
  const headers = { 'content-type': 'application/json' };
  const answered = await app.inject({ method: 'POST', url: '/whole', headers, payload: '{' });
  expect(answered.statusCode).toBe(400);
  expect(answered.json()).toEqual({ errors: [{ path: '/' }] });
});

test('a status that a schema does not list is told as one that it does', async () => {
  const told = async (url: string) => {
    const answered = await app.inject({ method: 'POST', url });
    return [answered.statusCode, (answered.json() as { code: number }).code];
  };
  expect(await told('/notes/1/shares')).toEqual([501, 500]);
  expect(await told('/notes/none/shares')).toEqual([400, 400]);
});
