import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const description = `openapi: 3.2.0
info: { title: Shelves, version: '1' }
paths:
  /shelves:
    get:
      operationId: listShelves
      responses: { '200': { description: All., ${json('Shelves')} } }
    post:
      operationId: createShelf
      requestBody: { required: true, ${json('Shelf')} }
      responses: { '201': { description: It., ${json('Shelf')} } }
    query:
      operationId: queryShelves
      requestBody: { required: true, ${json('Filter')} }
      responses: { '200': { description: Those., ${json('Shelves')} } }
  /shelves/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getShelf
      responses: { '200': { description: It., ${json('Shelf')} } }
    additionalOperations:
      COPY:
        operationId: copyShelf
        deprecated: true
        parameters: [{ name: Destination, in: header, required: true, schema: { type: string, maxLength: 9 } }]
        responses: { '201': { description: The copy., ${json('Shelf')} } }
components:
  schemas:
    Shelves: { type: array, items: { $ref: '#/components/schemas/Shelf' } }
    Filter: { type: object, required: [name], properties: { name: { type: string } } }
    Shelf:
      type: object
      required: [name]
      properties: { id: { type: string, readOnly: true }, name: { type: string } }
`;

function json(schema: string): string {
  return `content: { application/json: { schema: { $ref: '#/components/schemas/${schema}' } } }`;
}

let app: Service;
let address: string;
beforeAll(async () => {
  app = await serviceOf(description);
  address = await app.listen({ host: '127.0.0.1', port: 0 });
});

/** Sends a request as any client does: `fetch` knows some methods only. */
async function ask(method: string, path: string, body?: object, headers = {}) {
  const type = body && { 'content-type': 'application/json' };
  const sent = request(new URL(path, address), { method, headers: { ...type, ...headers } });
  sent.end(body && JSON.stringify(body));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

test('a query is held to its contract, and lists what it asks for', async () => {
  for (const name of ['North', 'South']) await ask('POST', '/shelves', { name });
  const found = await ask('QUERY', '/shelves', { name: 'South' });
  expect([found.status, found.body]).toEqual([200, expect.stringMatching(/^\[\{.*"South"\}\]$/)]);
  expect((await ask('QUERY', '/shelves', { name: 7 })).status).toBe(400);
  expect((await ask('QUERY', '/shelves')).status).toBe(400);
});

test('a method that OpenAPI has no member for is a route with a contract like any other', async () => {
  const copied = await ask('COPY', '/shelves/1', undefined, { destination: 'South' });
  expect(copied.status, copied.body).toBe(501);
  expect(copied.headers).toMatchObject({ deprecation: '@0' });
  expect((await ask('COPY', '/shelves/1')).status).toBe(400);
  const long = { destination: 'far too long' };
  expect((await ask('COPY', '/shelves/1', undefined, long)).status).toBe(400);
});

test('other paths refuse it, and say what they take', async () => {
  const refused = await ask('COPY', '/shelves');
  expect([refused.status, refused.headers.allow]).toEqual([405, 'GET, HEAD, POST, QUERY']);
  const allowed = (await ask('DELETE', '/shelves/1')).headers.allow;
  expect(allowed).toBe('COPY, GET, HEAD');
});

test('the docs show it', async () => {
  const { body } = await ask('GET', '/docs');
  expect(body).toContain('<b>COPY</b> <s><code>/shelves/{id}</code></s> <small>deprecated</small>');
});
