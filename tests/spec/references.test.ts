import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSpec } from '../../src/spec/read-spec.ts';
import { document, folderWith, found, openapi, read, summary } from '../support/description.ts';

const schemas = (yaml: string) =>
  openapi(`paths: {}\ncomponents:\n  schemas:\n${yaml.replace(/^/gm, '    ')}\n`);

test('schemas of other files become components under their own names', async () => {
  const { api } = await document({
    'a.yaml': schemas("Order: { properties: { pet: { $ref: './schemas/Pet.yaml' } } }"),
    'schemas/Pet.yaml':
      "type: object\nproperties: { tag: { $ref: 'common.yaml#/definitions/Tag' } }\n",
    'schemas/common.yaml': 'definitions:\n  Tag: { type: string }\n',
  });
  expect(api.components?.schemas).toEqual({
    Order: { properties: { pet: { $ref: '#/components/schemas/Pet' } } },
    Pet: { type: 'object', properties: { tag: { $ref: '#/components/schemas/Tag' } } },
    Tag: { type: 'string' },
  });
});

test('two schemas of one name stay apart, and a declared alias names its target', async () => {
  const { api } = await document({
    'a.yaml': schemas(
      'Pet: { $ref: one/Pet.yaml }\nOther: { allOf: [{ $ref: two/Pet.yaml }, { $ref: one/Pet.yaml }] }',
    ),
    'one/Pet.yaml': 'type: string\n',
    'two/Pet.yaml': 'type: number\n',
  });
  expect(api.components?.schemas).toEqual({
    Other: { allOf: [{ $ref: '#/components/schemas/Pet2' }, { $ref: '#/components/schemas/Pet' }] },
    Pet: { type: 'string' },
    Pet2: { type: 'number' },
  });
});

test('circles through files end', async () => {
  const { api } = await document({
    'a.yaml': schemas("A: { properties: { b: { $ref: 'b.yaml#/B' } } }"),
    'b.yaml': "B: { properties: { a: { $ref: 'a.yaml#/components/schemas/A' } } }\n",
  });
  expect(api.components?.schemas?.B).toEqual({
    properties: { a: { $ref: '#/components/schemas/A' } },
  });
});

test('pointers may be escaped and percent-encoded, and anchors and identifiers found', async () => {
  const { api } = await document({
    'a.yaml': schemas(`'a b': { properties: { 'x/y~z': { type: string } } }
N: { $id: 'https://example.com/n', $anchor: node, type: number }
R:
  prefixItems:
    - $ref: '#/components/schemas/a%20b/properties/x~1y~0z'
    - $ref: '#node'
    - $ref: 'https://example.com/n'`),
  });
  expect(api.components?.schemas).toMatchObject({
    R: {
      prefixItems: [
        { $ref: '#/components/schemas/a_b_x_y_z' },
        { $ref: '#/components/schemas/N' },
        { $ref: '#/components/schemas/N' },
      ],
    },
    a_b_x_y_z: { type: 'string' },
  });
});

test('what a reference into an operation leads to goes by its member, or by the path', async () => {
  const answer = (schema: string) =>
    `{ responses: { '200': { description: It., content: { application/json: { schema: ${schema} } } } } }`;
  const place = (path: string) =>
    `#/paths/${path}/get/responses/200/content/application~1json/schema`;
  const { api } = await document({
    'a.yaml': openapi(`paths:
  /v2/apps: { get: ${answer('{ type: object, properties: { app: { type: object } } }')} }
  /v2/apps/{id}: { get: ${answer(`{ $ref: '${place('~1v2~1apps')}/properties/app' }`)} }
  /v2/tags: { get: ${answer('{ type: object }')} }
  /v2/tags/{id}: { get: ${answer(`{ $ref: '${place('~1v2~1tags')}' }`)} }
`),
  });
  expect(Object.keys(api.components?.schemas ?? {})).toEqual(['app', 'tags']);
});

test('path items, operations, parameters, bodies, responses, headers and examples are resolved in place', async () => {
  const { api } = await document({
    'a.yaml': openapi(`paths:
  /a: { $ref: 'a-path.yaml' }
components:
  responses: { R: { $ref: '#/components/responses/S' }, S: { description: shared, headers: { X: { $ref: '#/components/headers/H' } } } }
  headers: { H: { schema: { type: string } } }
  parameters: { P: { name: p, in: query, schema: { type: string } } }
`),
    'a-path.yaml': `parameters: [{ $ref: 'a.yaml#/components/parameters/P' }]
get:
  responses: { '200': { $ref: 'a.yaml#/components/responses/R', description: own } }
`,
  });
  expect(api.paths?.['/a']).toEqual({
    get: {
      parameters: [{ name: 'p', in: 'query', schema: { type: 'string' } }],
      responses: { 200: { description: 'own', headers: { X: { schema: { type: 'string' } } } } },
    },
  });
});

test('up to 3.0, siblings of a reference that people mean are kept', async () => {
  const yaml = `paths: {}
components:
  schemas:
    A: { type: object }
    B: { properties: { a: { $ref: '#/components/schemas/A', description: d, readOnly: true, nullable: true, type: string } } }
`;
  const { api } = await document({ 'a.yaml': openapi(yaml, '3.0.3') });
  expect(api.components?.schemas?.B).toEqual({
    properties: {
      a: {
        description: 'd',
        readOnly: true,
        anyOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }],
      },
    },
  });
});

test.each([
  ['nowhere', '#/components/schemas/Nope', 'SW1101', 'leads nowhere'],
  ['to no file', 'nope.yaml', 'SW1101', 'no such file'],
  ['to a folder', 'sub', 'SW1101', 'not a file'],
  ['to an absolute path', '/etc/passwd', 'SW1103', 'absolute path'],
  ['to a file: address', 'file:///etc/passwd', 'SW1103', 'never followed'],
  ['to a data: address', 'data:text/plain,x', 'SW1103', 'never followed'],
  ['to a host', 'http://127.0.0.1:9/a.yaml', 'SW1103', '--allow-remote 127.0.0.1:9'],
  ['to a host without a scheme', '//example.com/a.yaml', 'SW1103', '--allow-remote example.com'],
  ['out of the root', '../outside.yaml', 'SW1102', '--root'],
  ['out of the root, encoded', '%2e%2e/outside.yaml', 'SW1102', '--root'],
  ['through a link', 'link.yaml', 'SW1102', '--root'],
])('a reference that leads %s is refused where it stands', async (_name, reference, code, help) => {
  const folder = folderWith({
    'outside.yaml': 'type: string\n',
    'root/sub/x.yaml': '',
    'root/a.yaml': schemas(`A: { $ref: '${reference}' }`),
  });
  symlinkSync(join(folder, 'outside.yaml'), join(folder, 'root/link.yaml'));
  const result = await readSpec('a.yaml', { cwd: join(folder, 'root') });
  expect(summary(result)).toEqual([`${code} error 6:16`]);
  expect(found(result)[0]?.message).toContain(help);
  expect(found(result)[0]?.frame).toContain('$ref');
});

test('a reference that is not text is refused', async () => {
  expect(summary(await read({ 'a.yaml': schemas('A: { items: { $ref: 5 } }') }))).toEqual([
    'SW1104 error 6:25',
  ]);
});

test('a property may be named $ref', async () => {
  const { api } = await document({
    'a.yaml': schemas('A: { properties: { $ref: { type: string } } }'),
  });
  expect(api.components?.schemas?.A).toEqual({ properties: { $ref: { type: 'string' } } });
});

test('references that lead back to themselves are refused', async () => {
  const yaml =
    "A: { $ref: '#/components/schemas/B' }\nB: { $ref: '#/components/schemas/A' }\nC: { allOf: [{ $ref: '#/components/schemas/C' }] }";
  const result = await read({ 'a.yaml': schemas(yaml) });
  expect(found(result).map(({ code }) => code)).toEqual(['SW1105', 'SW1105']);
});

test('a base that lists what extends it loses the list', async () => {
  const yaml =
    "Base: { type: object, oneOf: [{ $ref: '#/components/schemas/Cat' }] }\nCat: { allOf: [{ $ref: '#/components/schemas/Base' }] }";
  const { api, diagnostics } = await document({ 'a.yaml': schemas(yaml) });
  expect(api.components?.schemas?.Base).toEqual({ type: 'object' });
  expect(diagnostics.map(({ code }) => code)).toEqual(['SW1105']);
});

test('what would be endless or enormous in place is refused', async () => {
  const next = (index: number) => `{ $ref: '#/components/callbacks/C${index + 1}' }`;
  const callbacks = Array.from(
    { length: 25 },
    (_, index) =>
      `    C${index}: { u: { post: { callbacks: { a: ${next(index)}, b: ${next(index)} }, responses: {} } } }`,
  );
  const result = await read({
    'a.yaml': openapi(
      `paths:\n  /a: { post: { callbacks: { c: { $ref: '#/components/callbacks/C0' } } } }\ncomponents:\n  callbacks:\n${callbacks.join('\n')}\n    C25: {}\n`,
    ),
  });
  expect(found(result).map(({ code }) => code)).toContain('SW1006');
});
