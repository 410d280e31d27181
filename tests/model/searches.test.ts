import { expect, test } from 'vitest';
import { SUPPORTS } from '../../src/pipeline.ts';
import { inferModel } from '../../src/model/infer-model.ts';
import { documentOf, Inferred } from './support/model-of.ts';

const orders = (search: string, schemas = '') => `openapi: 3.2.0
info: { title: Orders, version: '1' }
paths:
  /orders:
    get: { responses: { '200': { description: All., ${json('Orders')} } } }
    post:
      requestBody: { required: true, ${json('Order')} }
      responses: { '201': { description: It., ${json('Order')} } }
  ${search}
components:
  schemas:
    Orders: { type: array, items: { $ref: '#/components/schemas/Order' } }
    Order:
      type: object
      required: [item]
      properties:
        id: { type: string, readOnly: true }
        item: { type: string }
        note: { type: [string, 'null'] }
        status: { type: string, enum: [open, sent] }
        price: { type: number }
        createdAt: { type: string, format: date-time, readOnly: true }
    Page:
      type: object
      required: [total, items]
      properties: { total: { type: integer }, items: { $ref: '#/components/schemas/Orders' } }
    ${schemas}
`;

function json(schema: string): string {
  return `content: { application/json: { schema: { $ref: '#/components/schemas/${schema}' } } }`;
}

async function searched(path: string, members: string, answer = 'Orders', method = 'post') {
  const operation = `${path}: { ${method}: { requestBody: { required: true, ${json('Search')} }, responses: { '200': { description: Those., ${json(answer)} } } } }`;
  const document = await documentOf(orders(operation, `Search: ${members}`));
  const inferred = new Inferred(inferModel(document, { supports: SUPPORTS }));
  return inferred.operation(`${method.toUpperCase()} ${path}`);
}

const filters =
  '{ type: object, properties: { item: { type: string }, minPrice: { type: number } } }';

test.each(['/orders/search', '/orders/_search', '/orders/query', '/orders:search'])(
  'POST %s with filters in its body lists the orders that they leave',
  async (path) => {
    const { status, kind, entity, method, parameters } = await searched(path, filters);
    expect([status, kind, entity, method]).toEqual(['live', 'list', 'Order', 'post']);
    expect(
      parameters.map(({ name, in: place, field, operator }) => [name, place, field, operator]),
    ).toEqual([
      ['item', 'body', 'item', 'eq'],
      ['minPrice', 'body', 'price', 'gte'],
    ]);
  },
);

test('filters and pages may stand in objects of their own', async () => {
  const { status, parameters, page } = await searched(
    '/orders/search',
    `
      type: object
      required: [filter]
      properties:
        filter:
          type: object
          properties:
            statuses: { type: array, items: { type: string, enum: [open, sent] } }
            createdAt: { type: object, properties: { gte: { type: string, format: date-time } } }
        paging: { type: object, required: [offset], properties: { offset: { type: integer }, limit: { type: integer } } }`,
    'Page',
  );
  expect(status).toBe('live');
  expect(page).toMatchObject({ style: 'offset', offset: 'paging.offset', limit: 'paging.limit' });
  expect(
    parameters.map(({ name, role, field, operator, required }) => [
      name,
      role,
      field,
      operator,
      required,
    ]),
  ).toEqual([
    ['filter.statuses', 'filter', 'status', 'in', false],
    ['filter.createdAt.gte', 'filter', 'createdAt', 'gte', false],
    ['paging.offset', 'offset', undefined, undefined, false],
    ['paging.limit', 'limit', undefined, undefined, false],
  ]);
});

test.each([
  [
    'a member that nothing is called like',
    '{ type: object, properties: { mood: { type: string } } }',
    'what mood of its body does is not known',
  ],
  [
    'filters of any name',
    '{ type: object, additionalProperties: { type: string } }',
    'what its body asks for is not described',
  ],
  [
    'null, which may ask for what has no note',
    "{ type: object, properties: { note: { type: [string, 'null'] } } }",
    'what note of its body does is not known',
  ],
  [
    'an order in an object',
    '{ type: object, properties: { sort: { type: object, properties: { by: { type: string } } } } }',
    'what sort of its body does is not known',
  ],
])('a body with %s is for business logic to read', async (_what, members, reason) => {
  const operation = await searched('/orders/search', members);
  expect([operation.status, operation.reason]).toEqual(['hole', reason]);
  expect(operation.parameters).toEqual([]);
});

test('an answer with links to other pages waits, since no link carries a body', async () => {
  const document = await documentOf(
    orders(
      `/orders/search: { post: { requestBody: { ${json('Search')} }, responses: { '200': { description: Those., ${json('Linked')} } } } }`,
      `Search: ${filters}
    Linked: { type: object, properties: { next: { type: string, format: uri }, items: { $ref: '#/components/schemas/Orders' } } }`,
    ),
  );
  const inferred = new Inferred(inferModel(document, { supports: SUPPORTS }));
  expect(inferred.operation('POST /orders/search').reason).toBe(
    'the next of its answer cannot carry its body',
  );
});

test('QUERY on a collection lists what its body asks for', async () => {
  const query = `query: { requestBody: { ${json('Search')} }, responses: { '200': { description: Those., ${json('Orders')} } } }`;
  const document = await documentOf(
    orders('', `Search: ${filters}`).replace('/orders:\n', `/orders:\n    ${query}\n`),
  );
  const inferred = new Inferred(inferModel(document, { supports: SUPPORTS }));
  const { status, kind, method } = inferred.operation('QUERY /orders');
  expect([status, kind, method]).toEqual(['live', 'list', 'query']);
});
