import { beforeAll, expect, test } from 'vitest';
import { type Generated, generatedService, type Service } from './service.ts';
import { typeErrorsOf } from './type-errors.ts';

const content = (schema: string) => `content: { application/json: { schema: ${schema} } }`;
const named = (name: string) => content(`{ $ref: '#/components/schemas/${name}' }`);

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
components:
  schemas:
    Feed:
      type: object
      required: [id, url, state]
      properties: { id: { type: integer }, url: { type: string }, user: { type: [string, 'null'] }, state: { type: [string, 'null'] } }
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

test('its types agree', async () => {
  expect(await typeErrorsOf(generated)).toBe('');
});
