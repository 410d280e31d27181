import { beforeAll, expect, test } from 'vitest';
import { type Generated, generatedService, type Service } from './service.ts';
import { typeErrorsOf } from './type-errors.ts';

const content = (schema: string) => `content: { application/json: { schema: ${schema} } }`;
const named = (name: string) => content(`{ $ref: '#/components/schemas/${name}' }`);

const lamp = (properties: string, required = '') =>
  `{ type: object, required: [${required}], properties: { ${properties} } }`;
const [text, maybe] = ['{ type: string }', "{ type: [string, 'null'] }"];

/** Answers that do not agree whether a member may be null. */
const description = `openapi: 3.1.0
info: { title: Feeds, version: '1' }
paths:
  /feeds:
    get: { operationId: listFeeds, responses: { '200': { description: Feeds, ${content(`{ type: array, items: { $ref: '#/components/schemas/Feed' } }`)} } } }
    post:
      operationId: addFeed
      requestBody: { required: true, ${content(`{ type: object, required: [url], properties: { url: { type: string }, user: { type: [string, 'null'] } } }`)} }
      responses: { '201': { description: It, ${named('AddedFeed')} } }
  /feeds/{feedId}:
    parameters: [{ name: feedId, in: path, required: true, schema: { type: integer } }]
    get: { operationId: getFeed, responses: { '200': { description: It, ${named('Feed')} } } }
  /lamps:
    post:
      operationId: addLamp
      requestBody: { required: true, ${content(lamp(`color: ${maybe}, place: ${maybe}, more: { anyOf: [{ type: object }, { type: 'null' }] }`, 'place'))} }
      responses: { '201': { description: It, ${named('Lamp')} } }
  /lamps/{lampId}:
    parameters: [{ name: lampId, in: path, required: true, schema: { type: integer } }]
    put:
      operationId: putLamp
      requestBody: { required: true, ${content(lamp(`color: ${maybe}, place: ${maybe}`, 'color, place'))} }
      responses: { '200': { description: It, ${named('Lamp')} } }
    patch:
      operationId: changeLamp
      requestBody: { required: true, ${content(lamp(`color: ${maybe}, place: ${maybe}, more: { anyOf: [{ type: object }, { type: 'null' }] }`))} }
      responses: { '200': { description: It, ${named('Lamp')} } }
components:
  schemas:
    Feed:
      type: object
      required: [id, url, state]
      properties: { id: { type: integer }, url: { type: string }, user: { type: [string, 'null'] }, state: { type: [string, 'null'] } }
    Lamp: ${lamp(`id: { type: integer }, color: ${text}, place: ${text}, more: { type: object }`, 'id, color, place, more')}
    AddedFeed:
      type: object
      required: [id, url, state]
      properties: { id: { type: integer }, url: { type: string }, user: { type: string }, state: { type: string } }
`;

let generated: Generated;
let app: Service;
beforeAll(async () => {
  generated = await generatedService(description);
  app = await generated.start(':memory:');
});

test('what one answer shows as null, another leaves out, and none shows what must be there so', async () => {
  const added = await app.inject({
    method: 'POST',
    url: '/feeds',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ url: 'a', user: null }),
  });
  expect([added.statusCode, added.json()]).toEqual([201, { id: 1, url: 'a', state: '' }]);
  const read = await app.inject({ url: '/feeds/1' });
  expect(read.json()).toEqual({ id: 1, url: 'a', user: null, state: '' });
});

const send = (method: string, url: string, body: object) =>
  app.inject({
    method,
    url,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  });

test('a null that no answer shows empties a member that starts empty', async () => {
  const made = await send('POST', '/lamps', { color: null, place: 'hall', more: null });
  expect(made.json()).toEqual({ id: 1, color: '', place: 'hall', more: {} });
  await send('PATCH', '/lamps/1', { color: 'red', more: { watts: 4 } });
  const emptied = await send('PATCH', '/lamps/1', { color: null, more: null });
  expect(emptied.json()).toEqual({ id: 1, color: '', place: 'hall', more: {} });
  await send('PATCH', '/lamps/1', { color: 'red' });
  const replaced = await send('PUT', '/lamps/1', { color: null, place: 'yard' });
  expect(replaced.json()).toMatchObject({ color: '', place: 'yard' });
});

test('a null is refused for what must be there and starts as nothing', async () => {
  const made = await send('POST', '/lamps', { place: null });
  expect([made.statusCode, made.body]).toEqual([400, expect.stringContaining('null')]);
  await send('POST', '/lamps', { place: 'hall' });
  expect((await send('PATCH', '/lamps/1', { place: null })).statusCode).toBe(400);
});

test('its types agree', async () => {
  expect(await typeErrorsOf(generated)).toBe('');
});
