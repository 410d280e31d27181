import { type FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { type ParameterObject } from '../../src/http/description.ts';
import { decodeParameters } from '../../src/http/parameters.ts';

/** What becomes of a query, a path or headers with one parameter of its own style. */
async function decoded(
  parameter: Partial<ParameterObject>,
  values: Record<string, unknown>,
): Promise<unknown> {
  const request = { query: { ...values }, params: { ...values }, headers: { ...values } };
  const steps = decodeParameters([{ name: 'x', in: 'query', ...parameter }]);
  for (const step of steps) await step(request as unknown as FastifyRequest);
  return { query: request.query, path: request.params, header: request.headers }[
    parameter.in ?? 'query'
  ];
}

const list = { type: 'array' };
const color = { type: 'object', properties: { R: { type: 'integer' }, G: { type: 'integer' } } };
const red = { x: { R: '100', G: '200' } };

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
  ['an object with commas', { explode: false, schema: color }, { x: 'R,100,G,200' }, red],
  [
    'an object in members of its own',
    { schema: color },
    { R: '100', G: '200', y: '3' },
    { ...red, y: '3' },
  ],
  ['a list in a path', { in: 'path', schema: list }, { x: 'a,b' }, { x: ['a', 'b'] }],
  ['an object in a path', { in: 'path', schema: color }, { x: 'R,100,G,200' }, red],
  [
    'an exploded object in a path',
    { in: 'path', explode: true, schema: color },
    { x: 'R=100,G=200' },
    red,
  ],
  ['a label', { in: 'path', style: 'label', schema: { type: 'string' } }, { x: '.a' }, { x: 'a' }],
  [
    'a label of a list',
    { in: 'path', style: 'label', schema: list },
    { x: '.a,b' },
    { x: ['a', 'b'] },
  ],
  [
    'an exploded label',
    { in: 'path', style: 'label', explode: true, schema: list },
    { x: '.a.b' },
    { x: ['a', 'b'] },
  ],
  [
    'an exploded label of an object',
    { in: 'path', style: 'label', explode: true, schema: color },
    { x: '.R=100.G=200' },
    red,
  ],
  [
    'a matrix',
    { in: 'path', style: 'matrix', schema: { type: 'string' } },
    { x: ';x=a' },
    { x: 'a' },
  ],
  [
    'a matrix of a list',
    { in: 'path', style: 'matrix', schema: list },
    { x: ';x=a,b' },
    { x: ['a', 'b'] },
  ],
  [
    'an exploded matrix',
    { in: 'path', style: 'matrix', explode: true, schema: list },
    { x: ';x=a;x=b' },
    { x: ['a', 'b'] },
  ],
  [
    'a matrix of an object',
    { in: 'path', style: 'matrix', schema: color },
    { x: ';x=R,100,G,200' },
    red,
  ],
  [
    'an exploded matrix of an object',
    { in: 'path', style: 'matrix', explode: true, schema: color },
    { x: ';R=100;G=200' },
    red,
  ],
  ['a list in a header', { in: 'header', schema: list }, { x: 'a, b' }, { x: ['a', 'b'] }],
  [
    'an object in a header',
    { in: 'header', explode: true, schema: color },
    { x: 'R=100,G=200' },
    red,
  ],
  [
    'a text that may be a list',
    { explode: false, schema: { type: ['string', 'array'] } },
    { x: 'a,b' },
    { x: 'a,b' },
  ],
  [
    'JSON in a header',
    { in: 'header', content: { 'application/json': {} } },
    { x: '[1]' },
    { x: [1] },
  ],
  ['JSON', { content: { 'application/json': {} } }, { x: '{"a":1}' }, { x: { a: 1 } }],
  ['JSON that is not sent', { content: { 'application/json': {} } }, {}, {}],
])('reads %s', async (_what, parameter, query, expected) => {
  expect(await decoded(parameter, query)).toEqual(expected);
});

test.each(['label', 'matrix'])('refuses what is no %s', async (style) => {
  await expect(decoded({ in: 'path', style, schema: list }, { x: ',y=1' })).rejects.toMatchObject({
    status: 400,
  });
});

test('refuses JSON that is none', async () => {
  await expect(decoded({ content: { 'application/json': {} } }, { x: '{' })).rejects.toMatchObject({
    status: 400,
  });
});
