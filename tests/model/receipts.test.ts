import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

/** Orders that go by an id which nothing but the answer to a create tells, unless `shown` says so. */
const orders = (answer: string, key = 'string', shown = '') => `
paths:
  /orders:
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewOrder' } } } }
      responses: { ${answer} }
  /orders/{orderId}:
    parameters: [{ name: orderId, in: path, required: true, schema: { type: ${key} } }]
    get: { responses: { '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } } }
components:
  schemas:
    NewOrder: { type: object, required: [item], properties: { item: { type: string } } }
    Order: { type: object, required: [item], properties: { ${shown} item: { type: string } } }
`;

const answered = (schema: string, description = 'Made.', status = 201) =>
  `'${status}': { description: ${description}, content: { application/json: { schema: ${schema} } } }`;

const object = (members: string, required: string) =>
  `{ type: object, required: [${required}], properties: { ${members} } }`;

async function made(answer: string, key?: string, shown?: string) {
  const inferred = await inferredFrom(orders(answer, key, shown));
  const { status, reason, success } = inferred.operation('POST /orders');
  const { body } = success;
  const round = body.kind === 'entity' ? body.envelope : [];
  const told = round.map(({ path, role, field, value }) => [path.join('.'), role, field ?? value]);
  return { status, reason, told, get: inferred.operation('GET /orders/{orderId}').status };
}

test.each([
  ['the id', object('id: { type: string }', 'id'), 'id'],
  ['an id that may be left out', '{ type: object, properties: { id: { type: string } } }', 'id'],
  ['an id named after the thing', object('order_id: { type: string }', 'order_id'), 'order_id'],
  [
    'an id in an envelope',
    object(`data: ${object('id: { type: string }', 'id')}`, 'data'),
    'data.id',
  ],
])('a create that answers %s alone tells the key of the row', async (_what, schema, path) => {
  const expected = { status: 'live', told: [[path, 'key', 'orderId']], get: 'live' };
  expect(await made(answered(schema))).toMatchObject(expected);
  // Where the thing shows an id of its own, that is the key.
  const shown = await made(answered(schema), 'string', 'id: { type: string },');
  expect(shown).toMatchObject({ ...expected, told: [[path, 'key', 'id']] });
});

test('what stands beside the id only says that it is done, and is no field', async () => {
  const members =
    'orderId: { type: string }, message: { type: string }, success: { type: boolean }';
  const inferred = await inferredFrom(
    orders(answered(object(members, 'orderId, message, success')), 'string'),
  );
  expect(inferred.entity('Order').fields.map(({ name }) => name)).toEqual(['orderId', 'item']);
  expect(inferred.operation('POST /orders').success.body).toMatchObject({
    envelope: [{ role: 'key' }, { value: 'Created' }, { value: true }],
  });
});

test('a number alone is the key where that is a number', async () => {
  expect(await made(answered('{ type: integer }'), 'integer')).toMatchObject({
    status: 'live',
    told: [['', 'key', 'orderId']],
    get: 'live',
  });
});

test('a text alone is the key where it is said to be', async () => {
  const said = await made(answered('{ type: string }', 'The id of the new order.'));
  expect(said).toMatchObject({ status: 'live', told: [['', 'key', 'orderId']] });
});

test.each([
  ['a text that may be anything', answered('{ type: string }'), 'string'],
  ['how many there are', answered('{ type: integer }', 'The number of orders.'), 'integer'],
  ['an id of another type', answered(object('id: { type: integer }', 'id')), 'string'],
  ['two ids', answered(object('id: { type: string }, orderId: { type: string }', 'id')), 'string'],
  [
    'an id with more',
    answered(object('id: { type: string }, place: { type: integer }', 'id, place')),
    'string',
  ],
])('a create that answers %s waits for business logic', async (_what, answer, key) => {
  expect((await made(answer, key)).told).toEqual([]);
});

test('what is only accepted may be work with an id of its own', async () => {
  const { told } = await made(
    answered(object('orderId: { type: string }', 'orderId'), 'Soon.', 202),
  );
  expect(told).toEqual([]);
});
