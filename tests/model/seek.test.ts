import { describe, expect, test } from 'vitest';
import { inferModel } from '../../src/model/infer-model.ts';
import { SUPPORTS } from '../../src/pipeline.ts';
import { documentOf, Inferred } from './support/model-of.ts';

const TEXT = '{ type: string }';
const LIMIT = '{ name: limit, in: query, schema: { type: integer } }';

const body = (schema: string) => `content: { application/json: { schema: ${schema} } }`;

/** A list of messages with these parameters, which answers these members beside its items. */
async function listed(parameters: readonly string[], told = '', id = TEXT, cut = [LIMIT]) {
  const answer = `{ type: object, properties: { data: { type: array, items: { $ref: '#/components/schemas/Message' } } ${told} } }`;
  const document = await documentOf(`
paths:
  /messages:
    get:
      parameters: [${[...cut, ...parameters].join(', ')}]
      responses: { '200': { description: A page., ${body(answer)} } }
    post:
      requestBody: { ${body("{ $ref: '#/components/schemas/Message' }")} }
      responses: { '201': { description: It., ${body("{ $ref: '#/components/schemas/Message' }")} } }
components:
  schemas:
    Message: { type: object, required: [text], properties: { id: ${id}, text: { type: string } } }
`);
  return new Inferred(inferModel(document, { supports: SUPPORTS })).operation('GET /messages');
}

const parameter = (name: string, schema = TEXT, description = 'Where to go on.') =>
  `{ name: '${name}', in: query, description: ${JSON.stringify(description)}, schema: ${schema} }`;

const INTEGER = '{ type: integer }';
const NEXT = ', next: { type: string }';

describe('the key of an item', () => {
  test.each([
    ['starting_after', 'ending_before'],
    ['after_id', 'before_id'],
    ['after_message_id', 'before_message_id'],
    ['sinceId', 'untilId'],
    ['after', 'before'],
    ['page[after]', 'page[before]'],
  ])('is what %s and %s take', async (after, before) => {
    const { page } = await listed([parameter(after), parameter(before)]);
    expect(page).toMatchObject({
      style: 'cursor',
      cursor: after,
      seek: { field: 'id', after, before },
    });
  });

  test.each([
    ['after', 'A message id.'],
    ['marker', 'The id of the last message that was seen.'],
  ])('is what %s takes where it says so, whatever link the answer has', async (name, says) => {
    const { page } = await listed([parameter(name, TEXT, says)], NEXT);
    expect(page).toMatchObject({ style: 'cursor', seek: { field: 'id', after: name } });
  });

  test('is what a parameter of its format takes', async () => {
    const uuid = '{ type: string, format: uuid }';
    const { page } = await listed([parameter('after', uuid)], NEXT, uuid);
    expect(page).toMatchObject({ seek: { field: 'id', after: 'after' } });
  });

  test('leads beside an offset, which stays', async () => {
    const { page } = await listed([parameter('offset', INTEGER), parameter('after_id')]);
    expect(page).toMatchObject({ style: 'offset', offset: 'offset', seek: { after: 'after_id' } });
  });

  test('leads backwards from the last where it can only be asked for what is before', async () => {
    const says = 'Messages with an id less than this one.';
    const { page } = await listed([parameter('since', INTEGER, says)], '', INTEGER);
    expect(page).toMatchObject({
      seek: { after: 'since' },
      order: [{ field: 'id', direction: 'desc' }],
    });
  });
});

describe('no key of an item', () => {
  test.each<[what: string, name: string, schema: string, says: string, told: string]>([
    [
      'a cursor that the answer gives out',
      'starting_after',
      '{ type: string }',
      '',
      ', next_cursor: { type: string }',
    ],
    ['what may be the cursor of a link', 'after', '{ type: string }', 'Where to go on.', NEXT],
    ['a token', 'after', '{ type: string }', 'An opaque token.', ''],
    ['a time', 'before', '{ type: string }', 'A timestamp.', ''],
    ['a date', 'before', '{ type: string, format: date-time }', '', ''],
    ['a number, of what has a text', 'after_id', INTEGER, '', ''],
    ['a marker of which nothing is said', 'marker', '{ type: string }', '', ''],
  ])('is %s', async (_what, name, schema, says, told) => {
    const { page } = await listed([parameter(name, schema, says)], told);
    expect(page?.seek).toBeUndefined();
    expect(page?.order).toEqual([{ field: 'id', direction: 'asc' }]);
  });

  test('is what an answer gives out, and the one that leads on is the cursor', async () => {
    const { page, parameters } = await listed(
      [parameter('ending_before'), parameter('starting_after')],
      ', next_cursor: { type: string }',
    );
    expect(page).toMatchObject({ style: 'cursor', cursor: 'starting_after' });
    expect(parameters.map(({ role }) => role)).toEqual(['limit', 'unknown', 'cursor']);
  });

  test('leads on in a list that is not cut into pages', async () => {
    const { page, parameters } = await listed([parameter('starting_after')], '', TEXT, []);
    expect([page?.style, page?.seek]).toEqual(['none', undefined]);
    expect(parameters[0]).toMatchObject({ role: 'unknown' });
  });

  test('is above which the list by numbers goes on: that is a filter', async () => {
    const { parameters } = await listed(
      [parameter('since_id', INTEGER)],
      '',
      '{ type: integer, readOnly: true }',
    );
    expect(parameters.at(-1)).toMatchObject({ role: 'filter', field: 'id', operator: 'gt' });
  });
});

test('a number is no cursor that a service gives out', async () => {
  const since = parameter('since', INTEGER, 'Where to go on.');
  const { page, parameters } = await listed([since], NEXT);
  expect(page).toMatchObject({ style: 'limit' });
  expect(parameters.find(({ name }) => name === 'since')?.role).toBe('unknown');
});

test('a list of which a link is told is read on from an item, though no size is asked for', async () => {
  const since = parameter('since', INTEGER, 'The ID of the last message that was seen.');
  const { page } = await listed([since], ', next: { type: string, format: uri }', INTEGER, []);
  expect(page?.seek).toMatchObject({ after: 'since' });
});
