import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

/** Each feature of schemas: what its schema is, values that it accepts and values that it refuses. */
const cases: readonly [name: string, schema: string, good: unknown[], bad: unknown[]][] = [
  [
    'oneOf',
    '{ oneOf: [{ type: integer }, { type: string, minLength: 2 }] }',
    [1, 'ab'],
    ['a', null],
  ],
  [
    'anyOf',
    '{ anyOf: [{ type: integer, minimum: 5 }, { type: integer, maximum: 1 }] }',
    [7, 0],
    [3],
  ],
  [
    'discriminator',
    "{ $ref: '#/components/schemas/Pet' }",
    [
      { petType: 'Cat', lives: 9 },
      { petType: 'Dog', bark: 'loud' },
    ],
    [{ petType: 'Cat', lives: 'nine' }, { petType: 'Cow' }, { lives: 9 }],
  ],
  [
    'mappedDiscriminator',
    "{ $ref: '#/components/schemas/Shape' }",
    [
      { kind: 'round', radius: 1 },
      { kind: 'box', side: 2 },
    ],
    [
      { kind: 'round', side: 2 },
      { kind: 'Circle', radius: 1 },
    ],
  ],
  [
    'deepAllOf',
    "{ $ref: '#/components/schemas/Third' }",
    [{ one: 1, two: 2, three: 3 }],
    [
      { two: 2, three: 3 },
      { one: '1', two: 2, three: 3 },
      { one: 1, two: 2 },
    ],
  ],
  [
    'recursive',
    "{ $ref: '#/components/schemas/Tree' }",
    [{ name: 'a', children: [{ name: 'b', children: [] }] }],
    [{ name: 'a', children: [{ children: [] }] }],
  ],
  [
    'map',
    '{ type: object, additionalProperties: { type: integer } }',
    [{}, { a: 1 }],
    [{ a: 'x' }],
  ],
  [
    'mapOfMaps',
    '{ type: object, additionalProperties: { type: object, additionalProperties: { type: string } } }',
    [{ a: { b: 'c' } }],
    [{ a: { b: 1 } }],
  ],
  [
    'closed',
    '{ type: object, properties: { a: { type: string } }, additionalProperties: false }',
    [{ a: 'x' }],
    [{ b: 'x' }],
  ],
  [
    'patternProperties',
    "{ type: object, patternProperties: { '^n_': { type: integer } }, additionalProperties: false }",
    [{ n_a: 1 }],
    [{ n_a: 'x' }, { b: 1 }],
  ],
  [
    'propertyNames',
    "{ type: object, propertyNames: { pattern: '^[a-z]+$' } }",
    [{ ab: 1 }],
    [{ AB: 1 }],
  ],
  [
    'prefixItems',
    '{ type: array, prefixItems: [{ type: integer }, { type: string }], items: false }',
    [[1, 'a'], [1]],
    [
      ['a', 1],
      [1, 'a', 2],
    ],
  ],
  [
    'contains',
    '{ type: array, contains: { const: x }, minContains: 2 }',
    [['x', 'y', 'x']],
    [['x', 'y']],
  ],
  ['uniqueItems', '{ type: array, uniqueItems: true }', [[1, 2]], [[1, 1]]],
  ['const', '{ const: fixed }', ['fixed'], ['other']],
  [
    'conditional',
    '{ type: object, properties: { is: { type: string }, zip: { type: string } }, if: { properties: { is: { const: us } }, required: [is] }, then: { required: [zip] }, else: { maxProperties: 1 } }',
    [{ is: 'us', zip: '1' }, { is: 'fr' }],
    [{ is: 'us' }, { is: 'fr', zip: '1' }],
  ],
  [
    'dependentRequired',
    '{ type: object, dependentRequired: { card: [address] } }',
    [{}, { card: 1, address: 'x' }],
    [{ card: 1 }],
  ],
  [
    'dependentSchemas',
    '{ type: object, dependentSchemas: { card: { required: [address] } } }',
    [{ address: 'x' }],
    [{ card: 1 }],
  ],
  [
    'unevaluatedProperties',
    '{ allOf: [{ type: object, properties: { a: { type: string } } }], properties: { b: { type: string } }, unevaluatedProperties: false }',
    [{ a: 'x', b: 'y' }],
    [{ a: 'x', c: 'y' }],
  ],
  [
    'unevaluatedItems',
    '{ type: array, prefixItems: [{ type: string }], unevaluatedItems: false }',
    [['a']],
    [['a', 'b']],
  ],
  ['not', '{ not: { type: string } }', [1, { a: 1 }], ['x']],
  ['typeList', '{ type: [string, integer] }', ['x', 1], [1.5, true]],
  ['nullableType', "{ type: [string, 'null'] }", ['x', null], [1]],
  ['nullInAnyOf', "{ anyOf: [{ type: integer }, { type: 'null' }] }", [1, null], ['x']],
  ['nullableEnum', "{ type: [string, 'null'], enum: [a, b, null] }", ['a', null], ['c']],
  [
    'nullableObject',
    "{ oneOf: [{ $ref: '#/components/schemas/Tree' }, { type: 'null' }] }",
    [null, { name: 'a' }],
    [{}],
  ],
];

const description = `openapi: 3.1.0
info: { title: Schemas, version: '1' }
paths:
  /entries:
    post:
      operationId: createEntry
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Entry' } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Entry' } } } } }
  /entries/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string, format: uuid } }]
    get: { operationId: getEntry, responses: { '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Entry' } } } } } }
    patch:
      operationId: changeEntry
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Entry' } } } }
      responses: { '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Entry' } } } } }
components:
  schemas:
    Entry:
      type: object
      properties:
        id: { type: string, format: uuid, readOnly: true }
${cases.map(([name, schema]) => `        ${name}: ${schema}\n`).join('')}    Pet:
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
      discriminator: { propertyName: petType }
    Cat: { type: object, required: [petType], properties: { petType: { const: Cat }, lives: { type: integer } } }
    Dog: { type: object, required: [petType], properties: { petType: { const: Dog }, bark: { type: string } } }
    Shape:
      oneOf: [{ $ref: '#/components/schemas/Circle' }, { $ref: '#/components/schemas/Square' }]
      discriminator: { propertyName: kind, mapping: { round: '#/components/schemas/Circle', box: Square } }
    Circle: { type: object, required: [kind, radius], properties: { kind: { type: string, enum: [round] }, radius: { type: number } } }
    Square: { type: object, required: [kind, side], properties: { kind: { type: string, enum: [box] }, side: { type: number } } }
    First: { type: object, required: [one], properties: { one: { type: integer } } }
    Second: { allOf: [{ $ref: '#/components/schemas/First' }, { type: object, properties: { two: { type: integer } } }] }
    Third: { allOf: [{ $ref: '#/components/schemas/Second' }, { allOf: [{ type: object, required: [three], properties: { three: { type: integer } } }] }] }
    Tree:
      type: object
      required: [name]
      properties: { name: { type: string }, children: { type: array, items: { $ref: '#/components/schemas/Tree' } } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
});

async function send(method: string, url: string, body: unknown) {
  const headers = { 'content-type': 'application/json' };
  const answer = await app.inject({ method, url, headers, payload: JSON.stringify(body) });
  return { status: answer.statusCode, shown: answer.json() as Record<string, unknown> };
}

const accepted = cases.flatMap(([name, , good]) => good.map((value) => [name, value] as const));
const refused = cases.flatMap(([name, , , bad]) => bad.map((value) => [name, value] as const));

test.each(accepted)('%s: %j is stored and shown', async (name, value) => {
  const created = await send('POST', '/entries', { [name]: value });
  expect([created.status, created.shown[name]]).toEqual([201, value]);
  const url = `/entries/${String(created.shown.id)}`;
  const found = (await app.inject({ url })).json() as Record<string, unknown>;
  expect(found[name]).toEqual(value);
  const changed = await send('PATCH', url, { [name]: value });
  expect([changed.status, changed.shown[name]]).toEqual([200, value]);
});

test.each(refused)('%s: %j is refused', async (name, value) => {
  const { status, shown } = await send('POST', '/entries', { [name]: value });
  expect([status, JSON.stringify(shown)]).toEqual([400, expect.stringContaining(`/body/${name}`)]);
});
