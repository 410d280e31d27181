import { beforeAll, expect, test } from 'vitest';
import { type Generated, generatedService, type Service } from './service.ts';

/** Two files that call different things by one name, and inline schemas that would take a declared name. */
const files = {
  'it.yaml': `openapi: 3.2.0
info: { title: Names, version: '1' }
servers:
  - url: https://{region}.example.com/{stage}/api
    variables: { region: { default: eu, enum: [eu, us] }, stage: { default: v1 } }
tags:
  - { name: things, summary: Things }
  - { name: small things, parent: things, kind: nav }
paths:
  /items:
    get:
      operationId: listItems
      tags: [small things]
      responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Item' } } } } } }
    post:
      operationId: createItem
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Item' } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Item' } } } } }
  /orders:
    post:
      operationId: createOrder
      requestBody: { required: true, content: { application/json: { schema: { $ref: 'orders.yaml#/components/schemas/Order' } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: 'orders.yaml#/components/schemas/Order' } } } } }
components:
  schemas:
    Item:
      type: object
      required: [name]
      properties:
        id: { type: string, format: uuid, readOnly: true }
        name: { type: string }
        # Inline, under a title that is declared below.
        size: { title: OrderItem, type: object, required: [width], properties: { width: { type: integer } } }
    OrderItem: { type: object, required: [text], properties: { text: { type: string } } }
`,
  'orders.yaml': `components:
  schemas:
    Order:
      type: object
      required: [items]
      properties:
        id: { type: string, format: uuid, readOnly: true }
        items: { type: array, items: { $ref: '#/components/schemas/Item' } }
        note: { $ref: 'it.yaml#/components/schemas/OrderItem' }
    Item: { type: object, required: [count], properties: { count: { type: integer } }, additionalProperties: false }
`,
};

let service: Generated;
let app: Service;
beforeAll(async () => {
  service = await generatedService(files);
  app = await service.start(':memory:');
  return () => app.close();
});

async function post(url: string, body: unknown): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const asked = { method: 'POST', url, headers, payload: JSON.stringify(body) };
  return (await app.inject(asked)).statusCode;
}

// What is accepted for an order meets logic that is not written (501).
test('components of one name in two files are two', async () => {
  expect(await post('/items', { name: 'a' })).toBe(201);
  expect(await post('/items', { count: 1 })).toBe(400);
  expect(await post('/orders', { items: [{ count: 1 }] })).toBe(501);
  expect(await post('/orders', { items: [{ name: 'a' }] })).toBe(400);
});

test('an inline schema is not the declared one that has its title', async () => {
  expect(await post('/items', { name: 'a', size: { width: 1 } })).toBe(201);
  expect(await post('/items', { name: 'a', size: { text: 'x' } })).toBe(400);
  expect(await post('/orders', { items: [], note: { text: 'x' } })).toBe(501);
  expect(await post('/orders', { items: [], note: { width: 1 } })).toBe(400);
});

test('paths are served as they stand, and under what the first server has before them', async () => {
  expect((await app.inject({ url: '/items' })).statusCode).toBe(200);
  expect((await app.inject({ url: '/v1/api/items' })).statusCode).toBe(200);
});

test('servers with their variables and tags within tags are told as they are', async () => {
  const told = (await app.inject({ url: '/openapi.json' })).json();
  expect(told).toMatchObject({
    servers: [{ variables: { region: { default: 'eu' } } }],
    tags: [{ name: 'things' }, { name: 'small things', parent: 'things' }],
  });
  expect((await app.inject({ url: '/docs' })).statusCode).toBe(200);
});
