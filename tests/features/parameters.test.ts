import { beforeAll, expect, test } from 'vitest';
import { type Generated, generatedService, type Service, written } from './service.ts';

const LIST = '{ type: array, items: { type: integer } }';
const COLOR =
  '{ type: object, properties: { R: { type: integer }, G: { type: integer } }, additionalProperties: false }';

/** Each way of writing a parameter: its description, and how two values travel. */
const cases = [
  ['path', 'style: simple', LIST, '3,4', [3, 4]],
  ['path', 'style: simple', COLOR, 'R,1,G,2', { R: 1, G: 2 }],
  ['path', 'style: simple, explode: true', COLOR, 'R=1,G=2', { R: 1, G: 2 }],
  ['path', 'style: label', '{ type: integer }', '.5', 5],
  ['path', 'style: label', LIST, '.3,4', [3, 4]],
  ['path', 'style: label, explode: true', LIST, '.3.4', [3, 4]],
  ['path', 'style: label, explode: true', COLOR, '.R=1.G=2', { R: 1, G: 2 }],
  ['path', 'style: matrix', '{ type: integer }', ';x=5', 5],
  ['path', 'style: matrix', LIST, ';x=3,4', [3, 4]],
  ['path', 'style: matrix, explode: true', LIST, ';x=3;x=4', [3, 4]],
  ['path', 'style: matrix', COLOR, ';x=R,1,G,2', { R: 1, G: 2 }],
  ['path', 'style: matrix, explode: true', COLOR, ';R=1;G=2', { R: 1, G: 2 }],
  ['query', 'style: form', LIST, 'x=3&x=4', [3, 4]],
  ['query', 'style: form', LIST, 'x=3', [3]],
  ['query', 'style: form, explode: false', LIST, 'x=3,4', [3, 4]],
  ['query', 'style: form', COLOR, 'R=1&G=2', { R: 1, G: 2 }],
  ['query', 'style: form, explode: false', COLOR, 'x=R,1,G,2', { R: 1, G: 2 }],
  ['query', 'style: spaceDelimited, explode: false', LIST, 'x=3%204', [3, 4]],
  ['query', 'style: pipeDelimited, explode: false', LIST, 'x=3|4', [3, 4]],
  ['query', 'style: deepObject, explode: true', COLOR, 'x[R]=1&x[G]=2', { R: 1, G: 2 }],
  ['header', 'style: simple', LIST, '3, 4', [3, 4]],
  ['header', 'style: simple', COLOR, 'R,1,G,2', { R: 1, G: 2 }],
  ['header', 'style: simple, explode: true', COLOR, 'R=1,G=2', { R: 1, G: 2 }],
] as const;

const paths = cases.map(([place, style, schema], index) => {
  const parameter = `{ name: x, in: ${place}, required: true, ${style}, schema: ${schema} }`;
  return `  /case${index}${place === 'path' ? '/{x}' : ''}:
    get: { operationId: case${index}, parameters: [${parameter}], responses: *answer }
`;
});

/** A type that stands elsewhere, and parameters that are described by their media type. */
const more = `  /named:
    get: { operationId: named, parameters: [{ name: x, in: query, required: true, explode: false, schema: { $ref: '#/components/schemas/Numbers' } }], responses: *answer }
  /json:
    get: { operationId: json, parameters: [{ name: x, in: query, required: true, content: { application/json: { schema: ${COLOR} } } }], responses: *answer }
`;

const description = `openapi: 3.1.0
info: { title: Styles, version: '1' }
x-answer: &answer { '200': { description: What came., content: { application/json: { schema: {} } } } }
paths:
${paths.join('')}${more}components:
  schemas:
    Numbers: ${LIST}
`;

let service: Generated;
let app: Service;
beforeAll(async () => {
  service = await generatedService(description);
  for (const file of service.files().filter((path) => /^src.*logic\.ts$/.test(path)))
    written(
      service,
      file,
      /throw notImplemented\([^)]*\);/g,
      'return { status: 200, body: input };',
    );
  app = await service.start(':memory:');
  return () => app.close();
});

async function ask(url: string, headers = {}) {
  const { statusCode, body } = await app.inject({ url, headers });
  return [statusCode, statusCode === 200 ? (JSON.parse(body) as { x: unknown }).x : body];
}

const at = (index: number, place: string, text: string) =>
  place === 'path'
    ? ask(`/case${index}/${text}`)
    : place === 'query'
      ? ask(`/case${index}?${text}`)
      : ask(`/case${index}`, { x: text });

test.each(cases.map((one, index) => [index, ...one] as const))(
  'case %i: a parameter in the %s, %s %s, is written %s',
  async (index, place, _style, _schema, text, value) => {
    expect(await at(index, place, text)).toEqual([200, value]);
  },
);

test.each(cases.map(([place, style, , text], index) => [index, place, style, text] as const))(
  'case %i: and is checked once it is read',
  async (index, place, _style, text) => {
    const wrong = text.replace(/\d(?!.*\d)/, 'no');
    expect((await at(index, place, wrong))[0]).toBe(400);
  },
);

test('a list is one wherever its schema stands', async () => {
  expect(await ask('/named?x=3,4')).toEqual([200, [3, 4]]);
});

test('a parameter may be JSON', async () => {
  expect(await ask(`/json?x=${encodeURIComponent('{"R":1}')}`)).toEqual([200, { R: 1 }]);
  expect((await ask('/json?x=1'))[0]).toBe(400);
  expect((await ask('/json?x={'))[0]).toBe(400);
});
