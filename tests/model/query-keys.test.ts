import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

const query = (name: string, rest = 'required: true, schema: { type: integer }') =>
  `parameters: [{ name: ${name}, in: query, ${rest} }]`;

const shows = (schema: string) =>
  `responses: { '200': { description: It., content: { application/json: { schema: ${schema} } } } }`;

const one = "{ $ref: '#/components/schemas/Order' }";
const sends = `requestBody: { required: true, content: { application/json: { schema: ${one} } } }`;
const gone = "responses: { '204': { description: Gone. } }";

const inferred = (paths: string) =>
  inferredFrom(`
paths:
${paths}
components:
  schemas:
    Order: { type: object, required: [item], properties: { id: { type: integer, readOnly: true }, item: { type: string }, parentId: { type: integer } } }
`);

test('a parameter of the query that is called like the key names one item', async () => {
  const { operations, entity } = await inferred(`
  /orders:
    get: { ${shows(`{ type: array, items: ${one} }`)} }
    post: { ${sends}, ${shows(one)} }
    delete: { ${query('orderId')}, ${gone} }
  /order:
    get: { ${query('id')}, ${shows(one)} }
    put: { ${query('id')}, ${sends}, ${shows(one)} }
    patch: { ${query('id')}, ${sends}, ${shows(one)} }
`).then((found) => ({ operations: found.summary(), entity: found.entity('Order') }));
  expect(operations).toEqual([
    'live list Order GET /orders',
    'live create Order POST /orders',
    'live delete Order DELETE /orders',
    'live get Order GET /order',
    'live replace Order PUT /order',
    'live update Order PATCH /order',
  ]);
  expect(entity.key.fields).toEqual(['id']);
});

test('under a parent, the path names that one', async () => {
  const found = await inferred(`
  /shops/{shopId}/order:
    parameters: [{ name: shopId, in: path, required: true, schema: { type: integer } }]
    get: { ${query('id')}, ${shows(one)} }
    post: { ${sends}, ${shows(one)} }
`);
  const { status, parameters } = found.operation('GET /shops/{shopId}/order');
  expect([status, ...parameters.map(({ name, role }) => `${name}: ${role}`)]).toEqual([
    'live',
    'shopId: scope',
    'id: key',
  ]);
});

test.each([
  ['need not be sent', query('id', 'schema: { type: integer }')],
  [
    'takes several values',
    query('id', 'required: true, schema: { type: array, items: { type: integer } }'),
  ],
  ['is called like another field', query('parentId')],
])('a parameter that %s names no item', async (_what, parameters) => {
  const found = await inferred(`
  /order: { get: { ${parameters}, ${shows(one)} }, post: { ${sends}, ${shows(one)} } }
`);
  expect(found.operation('GET /order')).toMatchObject({ status: 'hole' });
});

test('what answers something else than its path has the word for is no item of it', async () => {
  const found = await inferred(`
  /receipt: { get: { ${query('id')}, ${shows(one)} } }
`);
  expect(found.operation('GET /receipt')).toMatchObject({ status: 'hole' });
});

test('a list that needs an id stays a list', async () => {
  const found = await inferred(`
  /orders: { get: { ${query('id')}, ${shows(`{ type: array, items: ${one} }`)} }, post: { ${sends}, ${shows(one)} } }
`);
  expect(found.operation('GET /orders')).toMatchObject({ status: 'live', kind: 'list' });
});
