import { expect, test } from 'vitest';
import { document, openapi } from '../support/description.ts';

const NULL = { type: 'null' };
const REF = '#/components/schemas/B';

/** A schema of OpenAPI 3.0, and what it is in JSON Schema 2020-12. */
const SCHEMAS: readonly (readonly [string, unknown, unknown])[] = [
  ['nullable', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
  [
    'a nullable enum',
    { type: 'string', nullable: true, enum: ['a'] },
    { type: ['string', 'null'], enum: ['a', null] },
  ],
  ['a nullable reference', { $ref: REF, nullable: true }, { anyOf: [{ $ref: REF }, NULL] }],
  [
    'a nullable composition',
    { nullable: true, description: 'd', allOf: [{ $ref: REF }] },
    { description: 'd', anyOf: [{ allOf: [{ $ref: REF }] }, NULL] },
  ],
  [
    'a nullable choice',
    { nullable: true, oneOf: [{ $ref: REF }] },
    { anyOf: [{ oneOf: [{ $ref: REF }] }, NULL] },
  ],
  ['x-nullable', { type: 'integer', 'x-nullable': true }, { type: ['integer', 'null'] }],
  ['nullable: false', { type: 'string', nullable: false }, { type: 'string' }],
  [
    'an exclusive minimum',
    { type: 'number', minimum: 1, exclusiveMinimum: true },
    { type: 'number', exclusiveMinimum: 1 },
  ],
  [
    'an exclusive maximum before its bound',
    { exclusiveMaximum: true, maximum: 9 },
    { exclusiveMaximum: 9 },
  ],
  ['an exclusive bound that is false', { maximum: 9, exclusiveMaximum: false }, { maximum: 9 }],
  ['a URL', { type: 'string', format: 'url' }, { type: 'string', format: 'uri' }],
  ['an example', { type: 'string', example: 'x' }, { type: 'string', examples: ['x'] }],
  [
    'a tuple',
    { type: 'array', items: [{ type: 'string' }] },
    { type: 'array', prefixItems: [{ type: 'string' }] },
  ],
  [
    'dependencies',
    { dependencies: { a: ['b'], c: { required: ['d'] } } },
    { dependentRequired: { a: ['b'] }, dependentSchemas: { c: { required: ['d'] } } },
  ],
  [
    'siblings that mean something',
    { $ref: REF, description: 'd', deprecated: true, maxLength: 3 },
    { $ref: REF, description: 'd', deprecated: true },
  ],
  [
    'a mapping by name',
    { oneOf: [{ $ref: REF }], discriminator: { propertyName: 'k', mapping: { b: 'B' } } },
    { oneOf: [{ $ref: REF }], discriminator: { propertyName: 'k', mapping: { b: REF } } },
  ],
  [
    'extensions',
    { type: 'string', 'x-a': { $ref: 'not a reference' } },
    { type: 'string', 'x-a': { $ref: 'not a reference' } },
  ],
  [
    'default null',
    { type: 'string', nullable: true, default: null },
    { type: ['string', 'null'], default: null },
  ],
];

test.each(SCHEMAS)('3.0 schemas: %s', async (_name, before, after) => {
  const text = JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'T', version: '1' },
    paths: {},
    components: { schemas: { A: before, B: { type: 'object' } } },
  });
  const { api } = await document({ 'a.json': text });
  expect(api.components?.schemas?.A).toEqual(after);
  expect(api.openapi).toBe('3.1.1');
});

const swagger = (yaml: string) => `swagger: '2.0'\ninfo: { title: T, version: '1' }\n${yaml}`;

const operation = async (yaml: string, rest = '') => {
  const { api } = await document({
    'a.yaml': swagger(
      `${rest}paths:\n  /a:\n    post:\n      responses: { '200': { description: ok } }\n${yaml.replace(/^/gm, '      ')}\n`,
    ),
  });
  return api.paths?.['/a']?.post;
};

test('2.0: host, base path and schemes become servers', async () => {
  const { api } = await document({
    'a.yaml': swagger('host: api.example.com\nbasePath: /v1\nschemes: [https, http]\npaths: {}\n'),
  });
  expect(api.servers).toEqual([
    { url: 'https://api.example.com/v1' },
    { url: 'http://api.example.com/v1' },
  ]);
});

test('2.0: a body parameter becomes the request body of each media type', async () => {
  const found = await operation(
    'consumes: [application/json, application/xml]\nparameters: [{ in: body, name: b, required: true, description: d, schema: { type: object } }]',
  );
  const media = { schema: { type: 'object' } };
  expect(found?.requestBody).toEqual({
    description: 'd',
    required: true,
    content: { 'application/json': media, 'application/xml': media },
  });
  expect(found?.parameters).toBeUndefined();
});

test('2.0: form fields become a form', async () => {
  const found = await operation(
    'parameters:\n  - { in: formData, name: f, type: file, required: true, description: d }\n  - { in: formData, name: n, type: array, items: { type: string }, collectionFormat: multi }',
    'consumes: [multipart/form-data]\n',
  );
  expect(found?.requestBody).toEqual({
    required: true,
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          required: ['f'],
          properties: {
            f: { type: 'string', format: 'binary', description: 'd' },
            n: { type: 'array', items: { type: 'string' } },
          },
        },
        encoding: { n: { style: 'form', explode: true } },
      },
    },
  });
});

test.each([
  ['csv', { style: 'form', explode: false }],
  ['ssv', { style: 'spaceDelimited', explode: false }],
  ['pipes', { style: 'pipeDelimited', explode: false }],
  ['multi', { style: 'form', explode: true }],
])('2.0: collectionFormat %s', async (format, style) => {
  const found = await operation(
    `parameters: [{ in: query, name: q, type: array, items: { type: string }, collectionFormat: ${format}, x-example: [a] }]`,
  );
  expect(found?.parameters).toEqual([
    {
      name: 'q',
      in: 'query',
      ...style,
      schema: { type: 'array', items: { type: 'string' }, examples: [['a']] },
    },
  ]);
});

test('2.0: responses get the media types that are produced, files their own', async () => {
  const { api } = await document({
    'a.yaml': swagger(`produces: [application/xml]
paths:
  /a:
    get:
      responses:
        '200': { description: ok, schema: { type: string }, headers: { X: { type: integer } }, examples: { application/xml: <a/> } }
        '201': { description: ok, schema: { type: file } }
`),
  });
  expect(api.paths?.['/a']?.get?.responses).toEqual({
    200: {
      description: 'ok',
      headers: { X: { schema: { type: 'integer' } } },
      content: { 'application/xml': { schema: { type: 'string' }, example: '<a/>' } },
    },
    201: {
      description: 'ok',
      content: { 'application/xml': { schema: { type: 'string', format: 'binary' } } },
    },
  });
});

test('2.0: security definitions become schemes', async () => {
  const { api } = await document({
    'a.yaml': swagger(`paths: {}
securityDefinitions:
  b: { type: basic }
  k: { type: apiKey, name: K, in: header }
  o: { type: oauth2, flow: accessCode, authorizationUrl: https://a, tokenUrl: https://t, scopes: { r: read } }
`),
  });
  expect(api.components?.securitySchemes).toEqual({
    b: { type: 'http', scheme: 'basic' },
    k: { type: 'apiKey', name: 'K', in: 'header' },
    o: {
      type: 'oauth2',
      flows: {
        authorizationCode: {
          authorizationUrl: 'https://a',
          tokenUrl: 'https://t',
          scopes: { r: 'read' },
        },
      },
    },
  });
});

test('parameters of a path are copied into its operations, which may override them', async () => {
  const { api } = await document({
    'a.yaml': openapi(`paths:
  /a/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }, { name: q, in: query, schema: {} }]
    get: { parameters: [{ name: q, in: query, schema: { type: integer } }], responses: {} }
`),
  });
  expect(api.paths?.['/a/{id}']?.get?.parameters).toEqual([
    { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
    { name: 'q', in: 'query', schema: { type: 'integer' } },
  ]);
});

test('what only 3.2 has makes a 3.2 document', async () => {
  const { api, version } = await document({
    'a.yaml': openapi(
      'paths:\n  /a: { query: { responses: {} }, additionalOperations: { COPY: { responses: {} } } }\n',
      '3.2.0',
    ),
  });
  expect([version, api.openapi]).toEqual(['3.2', '3.2.0']);
  expect(api.paths?.['/a']).toEqual({
    query: { responses: {} },
    additionalOperations: { COPY: { responses: {} } },
  });
  expect((await document({ 'a.yaml': openapi('paths: {}\n', '3.2.0') })).api.openapi).toBe('3.1.1');
});

test('every node says where it came from', async () => {
  const { api, origin, locate } = await document({
    'a.yaml': openapi("paths:\n  /a: { get: { responses: { '200': { $ref: r.yaml } } } }\n"),
    'r.yaml': '# r\ndescription: ok\n',
  });
  const response = api.paths?.['/a']?.get?.responses?.[200];
  const from = response && origin(response);
  expect(from).toEqual({ file: 'r.yaml', pointer: '' });
  expect(from && locate(from)).toEqual({ file: 'r.yaml', line: 2, column: 1 });
});
