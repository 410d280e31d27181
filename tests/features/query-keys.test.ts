import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const json = (schema: string) =>
  `content: { application/json: { schema: { $ref: '#/components/schemas/${schema}' } } }`;
const order = `{ '200': { description: It., ${json('Order')} } }`;
const id = 'parameters: [{ name: id, in: query, required: true, schema: { type: string } }]';

const description = `openapi: 3.1.0
info: { title: Orders, version: '1' }
paths:
  /order:
    post: { requestBody: { required: true, ${json('Order')} }, responses: { '201': { description: It., ${json('Order')} } } }
    get: { ${id}, responses: ${order} }
    put: { ${id}, requestBody: { required: true, ${json('Order')} }, responses: ${order} }
    patch: { ${id}, requestBody: { required: true, ${json('Order')} }, responses: ${order} }
    delete: { ${id}, responses: { '204': { description: Gone. } } }
components:
  schemas:
    Order:
      type: object
      required: [item]
      properties: { id: { type: string, readOnly: true }, item: { type: string }, note: { type: string } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
});

async function send(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  sent?: object,
) {
  const answer = await app.inject({
    method,
    url,
    ...(sent && {
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(sent),
    }),
  });
  const { statusCode: status, headers, body } = answer;
  return { status, location: headers['location'], shown: body === '' ? undefined : answer.json() };
}

test('one item is read, changed, replaced and removed by a key in the query', async () => {
  const made = await send('POST', '/order', { item: 'pen', note: 'blue' });
  const { id: key } = made.shown as { id: string };
  const url = `/order?id=${encodeURIComponent(key)}`;
  expect([made.status, made.location]).toEqual([201, url]);
  expect((await send('GET', url)).shown).toEqual({ id: key, item: 'pen', note: 'blue' });
  expect((await send('PATCH', url, { item: 'ink' })).shown).toMatchObject({
    item: 'ink',
    note: 'blue',
  });
  expect((await send('PUT', url, { item: 'cap' })).shown).toEqual({ id: key, item: 'cap' });
  expect((await send('DELETE', url)).status).toBe(204);
  expect((await send('GET', url)).status).toBe(404);
});

test('a request that names no item is refused', async () => {
  expect((await send('GET', '/order')).status).toBe(400);
  expect((await send('DELETE', '/order')).status).toBe(400);
});
