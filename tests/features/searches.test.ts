import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const body = (schema: string) =>
  `content: { application/json: { schema: { $ref: '#/components/schemas/${schema}' } } }`;

const description = `openapi: 3.2.0
info: { title: Orders, version: '1' }
paths:
  /orders:
    get: { operationId: listOrders, responses: { '200': { description: All., ${body('Orders')} } } }
    post:
      operationId: createOrder
      requestBody: { required: true, ${body('Order')} }
      responses: { '201': { description: It., ${body('Order')} } }
    query:
      operationId: queryOrders
      requestBody: { ${body('Filter')} }
      responses: { '200': { description: Those., ${body('Orders')} } }
  /orders/search:
    post:
      operationId: searchOrders
      requestBody: { required: true, ${body('Search')} }
      responses: { '200': { description: Those., ${body('Page')} } }
  /orders/{id}:
    get:
      operationId: getOrder
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { '200': { description: It., ${body('Order')} } }
components:
  schemas:
    Orders: { type: array, items: { $ref: '#/components/schemas/Order' } }
    Order:
      type: object
      required: [item, price]
      properties:
        id: { type: integer, readOnly: true }
        item: { type: string }
        price: { type: number }
        status: { type: string, enum: [open, sent], default: open }
    Filter: { type: object, properties: { item: { type: string }, maxPrice: { type: number } } }
    Search:
      type: object
      properties:
        filter:
          type: object
          properties:
            statuses: { type: array, items: { type: string, enum: [open, sent] } }
            price: { type: object, properties: { gte: { type: number }, lt: { type: number } } }
        sort: { type: string, enum: [price, -price] }
        page: { type: object, properties: { number: { type: integer, minimum: 1 }, size: { type: integer } } }
    Page:
      type: object
      required: [total, items]
      properties: { total: { type: integer }, items: { $ref: '#/components/schemas/Orders' } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
  const orders = [
    { item: 'pen', price: 1 },
    { item: 'ink', price: 5, status: 'sent' },
    { item: 'desk', price: 90 },
    { item: 'lamp', price: 20 },
  ];
  for (const order of orders) await send('POST', '/orders', order);
});

async function send(method: string, url: string, asked?: object) {
  const answer = await app.inject({
    method,
    url,
    ...(asked && {
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(asked),
    }),
  });
  return { status: answer.statusCode, shown: answer.json() };
}

interface Found {
  readonly total: number;
  readonly items: readonly { readonly item: string }[];
}

async function found(asked: object) {
  const { status, shown } = await send('POST', '/orders/search', asked);
  const { total, items } = shown as Found;
  return { status, total, items: items.map(({ item }) => item) };
}

test('a search narrows, sorts and cuts a list by its body', async () => {
  expect(await found({})).toEqual({ status: 200, total: 4, items: ['pen', 'ink', 'desk', 'lamp'] });
  expect(await found({ filter: { price: { gte: 5, lt: 90 } }, sort: '-price' })).toEqual({
    status: 200,
    total: 2,
    items: ['lamp', 'ink'],
  });
  const open = { filter: { statuses: ['open'] }, sort: 'price' };
  expect(await found({ ...open, page: { number: 2, size: 2 } })).toEqual({
    status: 200,
    total: 3,
    items: ['desk'],
  });
});

test('one of no values is none', async () => {
  expect(await found({ filter: { statuses: [] } })).toEqual({ status: 200, total: 0, items: [] });
});

test('a search is held to its contract', async () => {
  expect((await send('POST', '/orders/search')).status).toBe(400);
  expect((await send('POST', '/orders/search', { filter: { statuses: ['lost'] } })).status).toBe(
    400,
  );
  expect((await send('POST', '/orders/search', { page: { number: 0 } })).status).toBe(400);
});

test('QUERY on a collection lists what its body asks for', async () => {
  const cheap = await send('QUERY', '/orders', { maxPrice: 5 });
  expect([cheap.status, (cheap.shown as { item: string }[]).map(({ item }) => item)]).toEqual([
    200,
    ['pen', 'ink'],
  ]);
  expect((await send('QUERY', '/orders', {})).shown).toHaveLength(4);
  expect((await send('QUERY', '/orders')).status).toBe(400);
  expect((await send('QUERY', '/orders', { maxPrice: 'low' })).status).toBe(400);
});
