import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/model/types.ts';
import { invalidSamples, type SampleOptions, sampleOf } from '../../src/scaffold/sample.ts';
import { judgeOf } from '../../src/scaffold/sampling/judge.ts';
import { readSpec } from '../../src/spec/read-spec.ts';
import type { Schema } from '../../src/spec/openapi.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const schemas: Readonly<Record<string, Schema | boolean>> = {
  Tree: {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' }, children: { type: 'array', items: ref('Tree') } },
  },
  Endless: { type: 'object', required: ['next'], properties: { next: ref('Endless') } },
  Self: ref('Self'),
  Base: {
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: 'string', format: 'uuid', readOnly: true },
      kind: { type: 'string' },
    },
  },
  Cat: {
    allOf: [
      ref('Base'),
      { type: 'object', required: ['lives'], properties: { lives: { type: 'integer' } } },
    ],
  },
};

const sample = (
  schema: Schema | boolean,
  options: Partial<SampleOptions> = {},
): JsonValue | undefined =>
  sampleOf(schema, schemas, { usage: 'response', full: true, seed: 0, ...options });

const accepts = (schema: Schema | boolean, value: unknown): boolean =>
  judgeOf(schema, schemas, 'response')(value).length === 0;

describe('a sample is valid', () => {
  test.each<[string, Schema | boolean]>([
    ['anything', true],
    [
      'every format',
      {
        type: 'object',
        properties: Object.fromEntries(
          [
            'uuid',
            'date-time',
            'date',
            'time',
            'duration',
            'email',
            'hostname',
            'ipv4',
            'ipv6',
            'uri',
            'uri-reference',
            'uri-template',
            'json-pointer',
            'regex',
            'byte',
          ].map((format) => [format, { type: 'string', format }]),
        ),
      },
    ],
    [
      'a pattern and lengths',
      { type: 'string', pattern: '^[a-z]+(-[a-z]+)*$', minLength: 20, maxLength: 24 },
    ],
    ['a pattern that is no Unicode pattern', { type: 'string', pattern: '^[\\w-\\.]+\\@x$' }],
    ['a long text', { type: 'string', minLength: 5000 }],
    ['a very short text', { type: 'string', maxLength: 1 }],
    ['no text at all', { type: 'string', maxLength: 0 }],
    [
      'a narrow range',
      { type: 'number', exclusiveMinimum: 0.1, exclusiveMaximum: 0.2, multipleOf: 0.05 },
    ],
    ['cents', { type: 'number', minimum: 19.99, maximum: 20, multipleOf: 0.01 }],
    ['integers by quarters', { type: 'integer', multipleOf: 0.25, minimum: 7 }],
    ['negative numbers', { type: 'integer', maximum: -5 }],
    ['big integers', { type: 'integer', format: 'int64', minimum: 9_000_000_000_000_000 }],
    [
      'distinct items',
      {
        type: 'array',
        minItems: 5,
        uniqueItems: true,
        items: { type: 'integer', minimum: 0, maximum: 4 },
      },
    ],
    [
      'an item that must be there',
      { type: 'array', items: { type: 'string' }, contains: { const: 'x' } },
    ],
    [
      'tuples',
      {
        type: 'array',
        prefixItems: [{ type: 'string' }, { type: 'integer' }],
        items: false,
        minItems: 2,
      },
    ],
    [
      'one of two',
      {
        oneOf: [
          { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
          { type: 'object', required: ['b'], properties: { b: { type: 'string' } } },
        ],
      },
    ],
    [
      'any of what is demanded',
      {
        type: 'object',
        properties: { a: { type: 'string' }, b: { type: 'string' } },
        anyOf: [{ required: ['a'] }, { required: ['b'] }],
      },
    ],
    [
      'not everything at once',
      {
        type: 'object',
        properties: { a: { type: 'string' }, b: { type: 'string' } },
        not: { required: ['a', 'b'] },
      },
    ],
    [
      'a few members',
      {
        type: 'object',
        properties: { a: { type: 'string' }, b: { type: 'string' }, c: { type: 'string' } },
        maxProperties: 1,
      },
    ],
    [
      'more members than are declared',
      { type: 'object', properties: { a: { type: 'string' } }, minProperties: 4 },
    ],
    [
      'names that obey',
      {
        type: 'object',
        propertyNames: { pattern: '^k[0-9]$' },
        additionalProperties: { type: 'integer' },
        minProperties: 2,
      },
    ],
    [
      'members by pattern',
      {
        type: 'object',
        patternProperties: { '^x-[a-z]{3}$': { type: 'boolean' } },
        additionalProperties: false,
        minProperties: 1,
      },
    ],
    [
      'members that ask for others',
      {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'string' } },
        dependentRequired: { a: ['b'] },
      },
    ],
    [
      'a condition',
      {
        type: 'object',
        required: ['kind'],
        properties: { kind: { enum: ['a'] }, x: { type: 'integer' } },
        ...JSON.parse(
          '{"if": {"properties": {"kind": {"const": "a"}}}, "then": {"required": ["x"]}}',
        ),
      },
    ],
    ['a tree', ref('Tree')],
    [
      'names that mean something to JavaScript',
      {
        type: 'object',
        required: ['__proto__', 'constructor'],
        properties: Object.fromEntries([
          ['__proto__', { type: 'string' }],
          ['constructor', { type: 'integer' }],
        ]),
      },
    ],
  ])('%s', (_what, schema) => {
    for (const full of [true, false]) {
      for (const seed of [0, 1, 2, 30]) {
        const value = sample(schema, { full, seed });
        expect(value, `full ${full}, seed ${seed}`).toBeDefined();
        expect(accepts(schema, value)).toBe(true);
      }
    }
  });

  test.each<[string, Schema | boolean]>([
    ['nothing', false],
    ['a contradiction', { allOf: [{ type: 'string' }, { type: 'integer' }] }],
    ['an empty range', { type: 'integer', minimum: 5, maximum: 4 }],
    ['a member of its own kind without end', ref('Endless')],
    ['repetitions without end', { type: 'string', pattern: '^((a{1000}){1000}){1000}$' }],
  ])('%s has none', (_what, schema) => {
    expect(sample(schema)).toBeUndefined();
  });

  test('where a reference leads only to itself', () => {
    expect(() => sample(ref('Self'))).not.toThrow();
  });
});

describe('a sample is realistic', () => {
  const book: Schema = {
    type: 'object',
    required: ['title', 'price'],
    properties: {
      title: { type: 'string', examples: ['Kindred'] },
      price: { type: 'number', multipleOf: 0.01 },
      email: { type: 'string' },
      note: { type: ['string', 'null'], default: null },
    },
  };

  test('takes the examples of the description', () => {
    expect(sample(book)).toEqual({
      title: 'Kindred',
      price: 10,
      email: 'ada@example.com',
      note: 'Made with care.',
    });
  });

  test('takes nested examples of the whole, without those of its members that are wrong', () => {
    expect(
      sample({
        ...book,
        examples: [{ title: 'Beloved', price: 'free', email: 'toni@example.com' }],
      }),
    ).toMatchObject({ title: 'Beloved', price: 10, email: 'toni@example.com' });
  });

  test('makes only what is required when asked', () => {
    expect(Object.keys(sample(book, { full: false }) as object)).toEqual(['title', 'price']);
  });

  test('tells rows apart by their seed', () => {
    const rows = Array.from(
      { length: 50 },
      (_none, seed) =>
        sample({ ...book, required: ['title', 'price', 'email'] }, { seed }) as {
          title: string;
          price: number;
          email: string;
        },
    );
    for (const member of ['title', 'price', 'email'] as const)
      expect(new Set(rows.map((row) => row[member])).size).toBe(50);
  });

  test('is the same every time', () => {
    const again = (seed: number) =>
      JSON.stringify(sample({ type: 'string', pattern: '^[A-Z]{8}$' }, { seed }));
    expect(again(3)).toBe(again(3));
    expect(again(3)).not.toBe(again(4));
  });
});

describe('what a value is for', () => {
  test('a request leaves out what is readOnly, even where it is required', () => {
    const cat: Schema = { ...ref('Cat'), required: ['id'] };
    expect(sample(cat, { usage: 'request' })).toEqual({ kind: 'alder', lives: 10 });
    expect(sample(cat, { usage: 'response' })).toMatchObject({ id: expect.any(String) });
  });

  test('a response leaves out what is writeOnly', () => {
    const user: Schema = {
      type: 'object',
      required: ['pin'],
      properties: { pin: { type: 'string', writeOnly: true }, name: { type: 'string' } },
    };
    expect(sample(user, { usage: 'request' })).toHaveProperty('pin');
    expect(sample(user, { usage: 'response' })).not.toHaveProperty('pin');
  });

  test('a variant bears the name by which it is told apart', () => {
    const pet: Schema = {
      oneOf: [ref('Cat'), ref('Tree')],
      discriminator: { propertyName: 'kind', mapping: { feline: '#/components/schemas/Cat' } },
    };
    expect(sample(pet)).toMatchObject({ kind: 'feline' });
  });
});

test('what comes out is valid or nothing, whatever goes in', () => {
  const scalar = fc.oneof(
    fc.record(
      {
        type: fc.constantFrom('integer', 'number'),
        minimum: fc.integer({ min: -50, max: 50 }),
        maximum: fc.integer({ min: -50, max: 50 }),
        multipleOf: fc.constantFrom(0.01, 0.5, 1, 3, 7),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      {
        type: fc.constant('string'),
        minLength: fc.nat(30),
        maxLength: fc.nat(30),
        pattern: fc.constantFrom('^a', 'z$', '[0-9]{3}', '^(x|y)+$', '(?=q)', '['),
        format: fc.constantFrom('uuid', 'date', 'email', 'nonsense'),
      },
      { requiredKeys: ['type'] },
    ),
    fc.constantFrom(
      { type: 'boolean' },
      { type: ['null', 'boolean'] },
      { enum: [null, 1, 'a'] },
      {},
      ref('Tree'),
      ref('Self'),
    ),
  );
  const { schema } = fc.letrec<{ schema: Schema }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3 },
      scalar,
      fc.record(
        {
          type: fc.constant('object'),
          properties: fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'name'), tie('schema')),
          required: fc.uniqueArray(fc.constantFrom('a', 'c', 'name')),
          additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
          minProperties: fc.nat(3),
          maxProperties: fc.nat(5),
        },
        { requiredKeys: ['type'] },
      ),
      fc.record(
        {
          type: fc.constant('array'),
          items: tie('schema'),
          minItems: fc.nat(3),
          maxItems: fc.nat(4),
          uniqueItems: fc.boolean(),
        },
        { requiredKeys: ['type'] },
      ),
      fc.record(
        {
          allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
          oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
          anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        },
        { requiredKeys: [] },
      ),
    ) as fc.Arbitrary<Schema>,
  }));
  fc.assert(
    fc.property(schema, fc.boolean(), fc.nat(5), (generated, full, seed) => {
      const value = sample(generated, { full, seed });
      if (value !== undefined) expect(accepts(generated, value)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

describe('refused bodies', () => {
  const order: Schema = {
    type: 'object',
    required: ['id', 'customer', 'total', 'status'],
    additionalProperties: false,
    properties: {
      id: { type: 'string', readOnly: true },
      customer: { type: 'string', minLength: 1, maxLength: 200 },
      total: { type: 'number', minimum: 0, multipleOf: 0.01 },
      status: { type: 'string', enum: ['placed', 'paid'] },
      placedAt: { oneOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
      tags: { type: 'array', items: { type: 'string' }, minItems: 1 },
    },
  };
  const valid = sampleOf(order, schemas, { usage: 'request', full: true, seed: 0 }) ?? null;
  const refused = invalidSamples(order, schemas, valid);

  test('are as varied as eight can be', () => {
    expect(refused).toHaveLength(8);
    expect(new Set(refused.map(({ pointer }) => pointer)).size).toBeGreaterThanOrEqual(5);
    expect(refused.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        'customer missing',
        'customer too short',
        'total too small',
        'status unknown',
        'placedAt of another format',
      ]),
    );
  });

  test('are refused, for the member that they name', () => {
    const judge = judgeOf(order, schemas, 'request');
    expect(judge(valid)).toEqual([]);
    for (const { what, value, reportedAt, pointer } of refused) {
      const paths = judge(value).map(({ instancePath }) => instancePath);
      expect(paths, what).toContain(reportedAt);
      expect(['', pointer].some((path) => reportedAt.startsWith(path))).toBe(true);
    }
  });

  test('say where a member stands by JSON Pointer, whatever it is called', () => {
    const odd: Schema = {
      type: 'object',
      required: ['a/b~c'],
      properties: { 'a/b~c': { type: 'integer' } },
    };
    expect(invalidSamples(odd, schemas, { 'a/b~c': 1 }).map(({ pointer }) => pointer)).toContain(
      '/a~1b~0c',
    );
  });

  test('are of another type where the body is no object', () => {
    expect(invalidSamples({ type: 'array' }, schemas, [])).toEqual([
      { what: 'a body of another type', value: {}, pointer: '', reportedAt: '' },
    ]);
  });

  test('are none where everything is accepted', () => {
    expect(invalidSamples(true, schemas, {})).toEqual([]);
  });
});

test.each(['bookstore', 'help-desk', 'fleet'])(
  'the examples of specs/%s.yaml are valid',
  async (name) => {
    const read = await readSpec(`specs/${name}.yaml`, { cwd: process.cwd() });
    if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
    const components = read.document.api.components?.schemas ?? {};
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      const { schema, example, examples } = node as {
        schema?: Schema;
        example?: unknown;
        examples?: unknown;
      };
      if (schema && example !== undefined)
        expect(judgeOf(schema, components, 'request')(example), JSON.stringify(example)).toEqual(
          [],
        );
      if (!schema && Array.isArray(examples))
        for (const one of examples)
          expect(judgeOf(node as Schema, components, 'response')(one), JSON.stringify(one)).toEqual(
            [],
          );
      for (const value of Object.values(node)) visit(value);
    };
    visit(read.document.api);
  },
);

test.each(['bookstore', 'help-desk', 'fleet'])(
  'every schema of specs/%s.yaml has samples',
  async (name) => {
    const read = await readSpec(`specs/${name}.yaml`, { cwd: process.cwd() });
    if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
    const components = read.document.api.components?.schemas ?? {};
    for (const [component, schema] of Object.entries(components)) {
      for (const usage of ['request', 'response'] as const) {
        for (const full of [true, false]) {
          expect(
            sampleOf(schema, components, { usage, full, seed: 1 }),
            `${component}, ${usage}`,
          ).toBeDefined();
        }
      }
    }
  },
);
