import type { Readable } from 'node:stream';
import { beforeAll, expect, test } from 'vitest';
import { moduleOf, type Service, serviceOf } from './service.ts';

const item = `{ $ref: '#/components/schemas/Event' }`;
const answer = (content: string) => `{ '200': { description: Events, content: { ${content} } } }`;

const description = `openapi: 3.2.0
info: { title: Events, version: '1' }
paths:
  /events:
    get:
      operationId: listEvents
      parameters: [{ name: kind, in: query, schema: { type: string } }]
      responses: ${answer(`
        application/json: { schema: { type: array, items: ${item} } },
        application/jsonl: { itemSchema: ${item} },
        application/json-seq: { itemSchema: ${item} },
        text/event-stream: { itemSchema: { type: object, required: [data], properties: { data: { type: string, contentMediaType: application/json, contentSchema: ${item} } } } },
        text/csv: { schema: { type: string } },
        text/html: { schema: { type: string } }`)}
    post:
      operationId: createEvent
      requestBody: { content: { application/json: { schema: ${item} } } }
      responses: { '201': { description: It, content: { application/json: { schema: ${item} } } } }
  /readings:
    get:
      operationId: listReadings
      parameters: [{ name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 10 } }]
      responses: ${answer(`application/x-ndjson: { itemSchema: { $ref: '#/components/schemas/Reading' } }`)}
    post:
      operationId: createReading
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Reading' } } } }
      responses: { '201': { description: It, content: { application/json: { schema: { $ref: '#/components/schemas/Reading' } } } } }
  /alarms/watch:
    get:
      operationId: watchAlarms
      responses: ${answer(`text/event-stream: { itemSchema: { type: object, required: [event, data], properties: { event: { type: string }, data: { type: string } } } }`)}
components:
  schemas:
    Event:
      type: object
      required: [kind]
      properties: { id: { type: integer, format: int32, readOnly: true }, kind: { type: string }, secret: { type: string, writeOnly: true } }
    Reading:
      type: object
      required: [value]
      properties: { id: { type: integer, readOnly: true }, value: { type: number } }
`;

const logic = `
export async function watchAlarms() {
  async function* alarms() {
    yield { event: 'fire', data: 'two\\nlines', other: 'x' };
    yield { event: 'end', data: '' };
  }
  return { status: 200, body: alarms() };
}
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description, {}, { 'src/resources/alarms/logic.ts': logic });
  const make = (url: string, value: unknown) =>
    app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(value),
    });
  // More than are read at once.
  for (let n = 0; n < 205; n++) await make('/events', { kind: n < 2 ? 'a' : 'b', secret: 'x' });
  for (let value = 0; value < 3; value++) await make('/readings', { value });
});

async function get(url: string, accept?: string) {
  const headers = accept === undefined ? {} : { accept };
  const { statusCode, headers: told, body } = await app.inject({ url, headers });
  return { status: statusCode, type: told['content-type'], body };
}

test.each([
  ['application/jsonl', '{"id":1,"kind":"a"}\n{"id":2,"kind":"a"}\n'],
  ['application/json-seq', '\x1e{"id":1,"kind":"a"}\n\x1e{"id":2,"kind":"a"}\n'],
  ['text/csv', 'id,kind\r\n1,a\r\n2,a\r\n'],
  ['text/event-stream', 'data: {"id":1,"kind":"a"}\n\ndata: {"id":2,"kind":"a"}\n\n'],
])('a list comes item by item as %s', async (type, body) => {
  expect(await get('/events?kind=a', type)).toEqual({ status: 200, type, body });
});

test('a stream has all items, however many are read at once', async () => {
  const { body } = await get('/events', 'application/jsonl');
  const ids = body.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).id]));
  expect(ids).toEqual(Array.from({ length: 205 }, (_, n) => n + 1));
});

test.each([
  [undefined, 'application/json; charset=utf-8'],
  ['*/*', 'application/json; charset=utf-8'],
  ['application/jsonl;q=0.5, application/json;q=0.4', 'application/jsonl'],
  ['application/jsonl;q=0.5, */*', 'application/json; charset=utf-8'],
  ['text/*', 'text/event-stream'],
  ['text/html, application/json-seq;q=0.1', 'application/json-seq'],
  ['text/csv, application/json-seq;q=0.1', 'text/csv'],
])('who takes %s gets %s', async (accept, type) => {
  expect(await get('/events?kind=a', accept)).toMatchObject({ status: 200, type });
});

test('who takes only what nobody writes is answered 406', async () => {
  const { status, body } = await get('/events', 'text/html');
  expect(status).toBe(406);
  expect(body).toContain('application/json, application/jsonl');
});

test('a list without JSON is a stream, of a page where one is asked for', async () => {
  const all = '{"id":1,"value":0}\n{"id":2,"value":1}\n';
  expect(await get('/readings?limit=2')).toEqual({
    status: 200,
    type: 'application/x-ndjson',
    body: all,
  });
  expect((await get('/readings', 'application/json')).status).toBe(406);
});

test('business logic answers items, which are written as their type wants', async () => {
  expect(await get('/alarms/watch')).toEqual({
    status: 200,
    type: 'text/event-stream',
    body: 'event: fire\ndata: two\ndata: lines\n\nevent: end\ndata: \n\n',
  });
});

test('no item is made before it is taken', async () => {
  interface Streams {
    itemStream(items: AsyncIterable<unknown>, type: string): Readable;
  }
  let made = 0;
  async function* endless() {
    for (;;) yield { n: made++, text: 'x'.repeat(10_000) };
  }
  const { itemStream } = await moduleOf<Streams>(app, 'http/item-streams.ts');
  for await (const _piece of itemStream(endless(), 'application/jsonl')) break;
  expect(made).toBeLessThan(20);
});
