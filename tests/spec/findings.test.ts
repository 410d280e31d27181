import { expect, test } from 'vitest';
import { document, found, openapi, read, summary } from '../support/description.ts';

const get = (members: string, path = '/a') =>
  openapi(`paths:\n  ${path}:\n    get:\n${members.replace(/^/gm, '      ')}\n`, '3.0.3');
const OK = "responses: { '200': { description: ok } }";
const schema = (yaml: string) =>
  openapi(`paths: {}\ncomponents: { schemas: { A: ${yaml} } }\n`, '3.0.3');
const swagger = (members: string, rest = '') =>
  `swagger: '2.0'\ninfo: { title: T, version: '1' }\n${rest}paths:\n  /a:\n    post:\n      ${OK}\n${members.replace(/^/gm, '      ')}\n`;

/** What is wrong, the description, the finding, and a word of the sentence that helps. */
const FINDINGS: readonly (readonly [string, string, string, string])[] = [
  ['no info', 'openapi: 3.0.3\npaths: {}\n', 'SW1201 warning 1:1', 'title'],
  [
    'no title',
    "openapi: 3.0.3\ninfo: { version: '1' }\npaths: {}\n",
    'SW1201 warning 2:7',
    'title',
  ],
  ['no paths', "openapi: 3.0.3\ninfo: { title: T, version: '1' }\n", 'SW1201 error 1:1', 'paths'],
  ['paths that are a list', openapi('paths: []\n'), 'SW1202 error 3:8', 'paths'],
  ['no responses', get('summary: s'), 'SW1201 warning 6:7', 'responses'],
  [
    'no response description',
    get("responses: { '200': {} }"),
    'SW1201 warning 6:27',
    'description',
  ],
  ['a bad status', get("responses: { '2000': { description: ok } }"), 'SW1207 error 6:28', '2000'],
  ['an undeclared path parameter', get(OK, '/a/{id}'), 'SW1203 warning 6:7', 'id'],
  [
    'a parameter without a place',
    get(`parameters: [{ name: b, in: path, required: true, schema: {} }]\n${OK}`),
    'SW1204 warning 6:28',
    '{b}',
  ],
  [
    'an optional path parameter',
    get(`parameters: [{ name: id, in: path, required: false, schema: {} }]\n${OK}`, '/{id}'),
    'SW1208 warning 6:52',
    'required: true',
  ],
  [
    'a parameter without schema',
    get(`parameters: [{ name: b, in: query }]\n${OK}`),
    'SW1208 warning 6:20',
    'schema',
  ],
  [
    'a parameter without name',
    get(`parameters: [{ in: query }]\n${OK}`),
    'SW1208 error 6:20',
    'name',
  ],
  [
    'a parameter in body',
    get(`parameters: [{ name: b, in: body, schema: {} }]\n${OK}`),
    'SW1208 error 6:35',
    'requestBody',
  ],
  [
    'parameters that are no list',
    get(`parameters: { name: b }\n${OK}`),
    'SW1202 error 6:19',
    'dash',
  ],
  [
    'a parameter twice',
    get(
      `parameters: [{ name: b, in: query, schema: {} }, { name: b, in: query, schema: { type: string } }]\n${OK}`,
    ),
    'SW1208 error 6:56',
    'twice',
  ],
  [
    'an unknown style',
    get(`parameters: [{ name: b, in: query, style: matrix, schema: {} }]\n${OK}`),
    'SW1208 warning 6:49',
    'deepObject',
  ],
  ['a path without slash', get(OK, 'a'), 'SW1213 error 5:5', '/a'],
  ['a parameter name twice in a path', get(OK, "'/{a}/{a}'"), 'SW1213 error 5:5', 'twice'],
  [
    'two paths that are one',
    openapi(
      `paths:\n  /a/{x}: { get: { parameters: [{ name: x, in: path, required: true, schema: {} }] } }\n  /a/{y}: { get: { parameters: [{ name: y, in: path, required: true, schema: {} }] } }\n`,
    ),
    'SW1205 warning 5:11',
    '/a/{x}',
  ],
  [
    'an operation id twice',
    openapi('paths:\n  /a: { get: { operationId: o } }\n  /b: { get: { operationId: o } }\n'),
    'SW1206 warning 5:29',
    'o2',
  ],
  [
    'an undeclared security scheme',
    get(`security: [{ key: [] }]\n${OK}`),
    'SW1209 warning 6:25',
    'key',
  ],
  [
    'a scheme without what its type needs',
    openapi('paths: {}\ncomponents: { securitySchemes: { a: { type: apiKey, name: k } } }\n'),
    'SW1216 error 4:37',
    'in',
  ],
  [
    'an unknown scheme type',
    openapi('paths: {}\ncomponents: { securitySchemes: { a: { type: secret } } }\n'),
    'SW1216 error 4:45',
    'oauth2',
  ],
  ['an unknown member', get(`${OK}\nsumary: s`), 'SW1214 warning 7:15', 'summary'],
  [
    'a method in capitals',
    openapi('paths:\n  /a: { GET: { responses: {} } }\n'),
    'SW1214 warning 4:14',
    'get',
  ],
  [
    'something else for a path item',
    openapi('paths:\n  /a: { type: object }\n'),
    'SW1214 error 4:7',
    'path item',
  ],
  [
    'a schema for a media type',
    get(`responses: { '200': { description: ok, content: { application/json: {}, schema: {} } } }`),
    'SW1217 error 6:87',
    'Indent',
  ],
  [
    'no examples for a media type',
    get(
      `responses: { '200': { description: ok, content: { application/json: {}, examples: {} } } }`,
    ),
    'SW1217 warning 6:89',
    'no media type',
  ],
  [
    'a body of an answer without one',
    get(`responses: { '204': { description: ok, content: { application/json: { schema: {} } } } }`),
    'SW1207 warning 6:27',
    'never sent',
  ],
  ['an unknown type', schema('{ type: thing }'), 'SW1202 error 4:37', 'integer'],
  ['a type of a programming language', schema('{ type: int }'), 'SW1202 warning 4:37', 'integer'],
  ['a date as type', schema('{ type: date }'), 'SW1202 warning 4:37', 'format: date'],
  ['a type for anything', schema('{ type: mixed }'), 'SW1202 warning 4:37', 'Any value'],
  [
    'a type of a programming language in 2.0',
    swagger('parameters: [{ in: query, name: a, type: long }]'),
    'SW1202 warning 7:48',
    'integer',
  ],
  ['properties that are a list', schema('{ properties: [a] }'), 'SW1202 error 4:43', 'properties'],
  ['properties without any, by PHP', schema('{ properties: [] }'), 'SW1202 warning 4:43', '{}'],
  ['a schema without members, by PHP', schema('{ items: [] }'), 'SW1202 warning 4:38', '{}'],
  [
    'a media type without members, by PHP',
    get(`responses: { '200': { description: ok, content: { application/json: [] } } }`),
    'SW1202 warning 6:75',
    '{}',
  ],
  ['an array without items', schema('{ type: array }'), 'SW1215 warning 4:29', 'items'],
  ['a bad pattern', schema("{ pattern: '(' }"), 'SW1210 warning 4:40', 'ECMA-262'],
  ['required twice', schema('{ required: [a, a] }'), 'SW1215 warning 4:41', 'twice'],
  ['required that is true', schema('{ required: true }'), 'SW1202 warning 4:41', 'list'],
  ['an empty enum', schema('{ enum: [] }'), 'SW1215 warning 4:37', 'enum'],
  [
    'an enum of numbers for a text',
    schema('{ type: string, enum: [1, 2] }'),
    'SW1215 warning 4:51',
    'quotes',
  ],
  [
    'an enum of texts for a number',
    schema("{ type: integer, enum: ['1', '2'] }"),
    'SW1215 warning 4:52',
    'quotes',
  ],
  [
    'an enum without the null of its type',
    schema("{ type: [string, 'null'], enum: [a] }"),
    'SW1215 warning 4:61',
    'Add null',
  ],
  [
    'an enum of texts for a list',
    schema('{ type: array, items: {}, enum: [a] }'),
    'SW1215 warning 4:61',
    'left out',
  ],
  ['a bound that is text', schema("{ minimum: '1' }"), 'SW1202 warning 4:40', 'quotes'],
  [
    'a default of null for a text',
    schema('{ type: string, default: null }'),
    'SW1215 warning 4:54',
    'is not of the type string',
  ],
  [
    'a default of another format',
    schema("{ type: string, format: date, default: '' }"),
    'SW1215 warning 4:68',
    'is no date',
  ],
  [
    'a default beyond its bounds',
    schema('{ type: integer, maximum: 10, default: 50 }'),
    'SW1215 warning 4:68',
    'more than maximum',
  ],
  [
    'a default with an item of another type',
    schema('{ type: array, items: { type: array, items: {} }, default: [a] }'),
    'SW1215 warning 4:88',
    'holds an item that is not of the type array',
  ],
  [
    'a default with a member that is too long',
    schema('{ properties: { a: { type: string, maxLength: 1 } }, default: { a: bc } }'),
    'SW1215 warning 4:91',
    'holds a that is longer than maxLength',
  ],
  [
    'a default of a parameter that is too long',
    get(
      `parameters: [{ name: p, in: query, schema: { type: string, maxLength: 1, default: ab } }]\n${OK}`,
    ),
    'SW1215 warning 6:89',
    'longer than maxLength',
  ],
  ['a negative length', schema('{ maxLength: -1 }'), 'SW1215 warning 4:42', 'whole number'],
  ['a flag that is text', schema("{ readOnly: 'true' }"), 'SW1202 warning 4:41', 'true'],
  [
    'a bad component name',
    openapi("paths: {}\ncomponents: { responses: { 'a/b': { description: d } } }\n"),
    'SW1211 warning 4:35',
    'letters',
  ],
  [
    'two bodies',
    swagger('parameters: [{ in: body, name: a, schema: {} }, { in: body, name: b, schema: {} }]'),
    'SW1208 error 7:55',
    'one body',
  ],
  [
    'a body and a form',
    swagger(
      'parameters: [{ in: body, name: a, schema: {} }, { in: formData, name: b, type: string }]',
    ),
    'SW1208 error 7:20',
    'not both',
  ],
  [
    'a file in the body',
    swagger('parameters: [{ in: body, name: a, schema: { type: file } }]'),
    'SW1208 error 7:57',
    'formData',
  ],
  [
    'a file without multipart',
    swagger('parameters: [{ in: formData, name: a, type: file }]'),
    'SW1217 warning 7:20',
    'multipart',
  ],
  [
    'an object in the query',
    swagger('parameters: [{ in: query, name: a, type: object }]'),
    'SW1208 error 7:48',
    'array',
  ],
  [
    'a header that repeats',
    swagger(
      'parameters: [{ in: header, name: a, type: array, items: { type: string }, collectionFormat: multi }]',
    ),
    'SW1208 error 7:99',
    'csv',
  ],
  [
    'a choice in 2.0',
    swagger('parameters: [{ in: body, name: a, schema: { anyOf: [{ type: string }] } }]'),
    'SW1215 warning 7:58',
    'anyOf',
  ],
];

test.each(FINDINGS)('%s', async (_name, text, expected, help) => {
  const result = await read({ 'a.yaml': text });
  expect(summary(result)).toEqual([expected]);
  expect(found(result)[0]?.message).toContain(help);
  expect(result.ok).toBe(!expected.includes('error'));
  const strict = await read({ 'a.yaml': text }, { strict: true });
  expect(strict.ok).toBe(false);
});

test('what is repaired is in the document as it was meant', async () => {
  const { api } = await document({
    'a.yaml': openapi(
      'paths:\n  /a/{id}: { get: { operationId: o } }\n  /b: { get: { operationId: o } }\n  /c: { get: { operationId: o2 } }\n',
    ),
  });
  expect(api.paths?.['/a/{id}']?.get?.parameters).toEqual([
    { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
  ]);
  expect(Object.values(api.paths ?? {}).map(({ get: one }) => one?.operationId)).toEqual([
    'o',
    'o3',
    'o2',
  ]);
});

test('types of programming languages, and objects as PHP writes them, are read as they were meant', async () => {
  const { api } = await document({
    'a.yaml': openapi(`paths: {}
components:
  schemas:
    A:
      properties:
        count: { type: int64 }
        price: { type: Float }
        at: { type: datetime, description: d }
        on: { type: DateTime, format: date }
        extra: { type: mixed, description: Anything. }
        rest: { type: object, properties: [] }
        both: { allOf: [{ type: string }, []] }
`),
  });
  expect(api.components?.schemas?.A).toEqual({
    properties: {
      count: { type: 'integer', format: 'int64' },
      price: { type: 'number', format: 'float' },
      at: { type: 'string', format: 'date-time', description: 'd' },
      on: { type: 'string', format: 'date' },
      extra: { description: 'Anything.' },
      rest: { type: 'object', properties: {} },
      both: { allOf: [{ type: 'string' }, {}] },
    },
  });
});

test('a fragment of a path adds to the path', async () => {
  const { api, diagnostics } = await document({
    'a.yaml': openapi(
      "paths:\n  '/a#more': { put: {}, get: { summary: no } }\n  /a: { get: { summary: yes it is } }\n  '/b?x=1': { get: {} }\n",
    ),
  });
  expect(Object.keys(api.paths ?? {})).toEqual(['/a', '/b']);
  expect(api.paths?.['/a']).toMatchObject({ get: { summary: 'yes it is' }, put: {} });
  expect(diagnostics.map(({ code }) => code)).toEqual(['SW1205', 'SW1213']);
});

test('at most fifty findings are shown, errors first, in the order of the file', async () => {
  const properties = Array.from(
    { length: 100 },
    (_, index) =>
      `        p${index}: { type: ${index % 2 === 0 ? 'thing' : "string, readOnly: 'true'"} }`,
  );
  const result = await read({
    'a.yaml': openapi(
      `paths: {}\ncomponents:\n  schemas:\n    A:\n      properties:\n${properties.join('\n')}\n`,
    ),
  });
  const all = found(result);
  expect(all).toHaveLength(51);
  expect(all.filter(({ severity }) => severity === 'error')).toHaveLength(50);
  expect(all.at(-1)).toMatchObject({ code: 'SW1008', severity: 'info' });
  const lines = all.flatMap(({ location }) => location?.line ?? []);
  expect(lines).toEqual(lines.toSorted((one, other) => one - other));
});
