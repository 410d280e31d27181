import { type FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { type ParameterObject } from '../../src/http/description.ts';
import { decodeParameters } from '../../src/http/parameters.ts';

/** What becomes of a query with one parameter of its own style. */
async function decoded(
  parameter: Partial<ParameterObject>,
  query: Record<string, unknown>,
): Promise<unknown> {
  const request = { query: { ...query } };
  const steps = decodeParameters([{ name: 'x', in: 'query', ...parameter }]);
  for (const step of steps) await step(request as unknown as FastifyRequest);
  return request.query;
}

const list = { type: 'array' };

test.each<[string, Partial<ParameterObject>, Record<string, unknown>, unknown]>([
  ['a list with commas', { explode: false, schema: list }, { x: 'a,b' }, { x: ['a', 'b'] }],
  [
    'a list with spaces',
    { style: 'spaceDelimited', explode: false, schema: list },
    { x: 'a b' },
    { x: ['a', 'b'] },
  ],
  [
    'a list with bars',
    { style: 'pipeDelimited', explode: false, schema: list },
    { x: 'a|b' },
    { x: ['a', 'b'] },
  ],
  ['an empty list', { explode: false, schema: list }, { x: '' }, { x: [] }],
  ['a list that is repeated', { schema: list }, { x: ['a', 'b'] }, { x: ['a', 'b'] }],
  [
    'a deep object',
    { style: 'deepObject' },
    { 'x[a]': '1', 'x[b]': '2', y: '3' },
    { x: { a: '1', b: '2' }, y: '3' },
  ],
  ['a deep object that is not sent', { style: 'deepObject' }, { y: '3' }, { y: '3' }],
  ['JSON', { content: { 'application/json': {} } }, { x: '{"a":1}' }, { x: { a: 1 } }],
  ['JSON that is not sent', { content: { 'application/json': {} } }, {}, {}],
])('reads %s', async (_what, parameter, query, expected) => {
  expect(await decoded(parameter, query)).toEqual(expected);
});

test('refuses JSON that is none', async () => {
  await expect(decoded({ content: { 'application/json': {} } }, { x: '{' })).rejects.toMatchObject({
    status: 400,
  });
});
