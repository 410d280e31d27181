import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const pet = `{ schema: { $ref: '#/components/schemas/Pet' } }`;
const both = `content: { application/json: ${pet}, application/xml: ${pet} }`;
const shown = `{ description: It., headers: { ETag: { schema: { type: string } } }, ${both} }`;
const guard = `{ name: If-Match, in: header, schema: { type: string } }`;

const description = `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    post: { requestBody: { required: true, ${both} }, responses: { '201': ${shown} } }
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': ${shown} } }
    put: { parameters: [${guard}], requestBody: { required: true, ${both} }, responses: { '200': ${shown} } }
    delete: { parameters: [${guard}], responses: { '204': { description: Gone. } } }
components:
  schemas:
    Pet: { type: object, required: [name], properties: { id: { type: string, readOnly: true }, name: { type: string } } }
`;

const JSON_TYPE = 'application/json';
const XML = 'application/xml';

let app: Service;
let url: string;
beforeAll(async () => {
  app = await serviceOf(description);
  const made = await send('POST', '/pets', {}, { name: 'Rex' });
  url = String(made.headers['location']);
});

function send(method: string, at: string, headers: Record<string, string>, sent?: object) {
  const type = sent && { 'content-type': JSON_TYPE };
  const payload = sent && JSON.stringify(sent);
  return app.inject({
    method,
    url: at,
    headers: { ...headers, ...type },
    ...(payload && { payload }),
  });
}

const tagIn = async (accept: string) =>
  String((await send('GET', url, { accept })).headers['etag']);

test('one version has a tag of its own in each type', async () => {
  const [json, xml] = [await tagIn(JSON_TYPE), await tagIn(XML)];
  expect(json).toMatch(/^"[\w-]+"$/);
  expect(xml).toBe(json.replace(/"$/, ':application/xml"'));
  const made = await send('POST', '/pets', { accept: XML }, { name: 'Tom' });
  expect(made.headers['etag']).toMatch(/:application\/xml"$/);
});

test('who has a version in one type is shown it in another, and 304 in the same', async () => {
  const tag = await tagIn(JSON_TYPE);
  const other = await send('GET', url, { accept: XML, 'if-none-match': tag });
  expect([other.statusCode, other.headers['content-type']]).toEqual([
    200,
    'application/xml; charset=utf-8',
  ]);
  const known = await send('GET', url, { accept: XML, 'if-none-match': await tagIn(XML) });
  const { statusCode, headers, body } = known;
  expect([statusCode, headers['etag'], headers['vary'], body]).toEqual([
    304,
    await tagIn(XML),
    'accept',
    '',
  ]);
});

test('a change is made to the version that a client has in either type', async () => {
  const stale = await tagIn(XML);
  const first = await send('PUT', url, { 'if-match': `"other", ${stale}` }, { name: 'Max' });
  expect([first.statusCode, first.headers['etag']]).toEqual([200, await tagIn(JSON_TYPE)]);
  expect((await send('PUT', url, { 'if-match': stale }, { name: 'Ace' })).statusCode).toBe(412);
  const second = await send('PUT', url, { 'if-match': await tagIn(JSON_TYPE) }, { name: 'Ace' });
  expect(second.statusCode).toBe(200);
  expect((await send('DELETE', url, { 'if-match': await tagIn(XML) })).statusCode).toBe(204);
});
