import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { ts } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import { declare, typeOf } from '../../src/scaffold/typescript/schema-to-type.ts';
import type { Schema } from '../../src/spec/openapi.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const schemas: Readonly<Record<string, Schema | boolean>> = {
  Pet: {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' }, tag: { type: ['string', 'null'] } },
  },
  Tree: {
    type: 'object',
    required: ['children'],
    properties: { children: { type: 'array', items: ref('Tree') } },
  },
  Forest: { type: 'array', items: { anyOf: [ref('Tree'), ref('Forest')] } },
  ByName: { type: 'object', additionalProperties: ref('ByName') },
  Self: ref('Self'),
  Ping: { oneOf: [ref('Pong'), { type: 'null' }] },
  Pong: { allOf: [ref('Ping')] },
  Anything: true,
};

const context = { typeName: (name: string) => name, schemas };

const text = (schema: Schema | boolean): string =>
  typeOf(schema, context).text.replace(/\s+/g, ' ');

describe('the type of a schema', () => {
  test.each<[string, Schema | boolean, string]>([
    ['nothing said', {}, 'unknown'],
    ['true', true, 'unknown'],
    ['false', false, 'never'],
    ['integers of 64 bits', { type: 'integer', format: 'int64' }, 'number'],
    ['dates', { type: 'string', format: 'date' }, 'string'],
    ['files', { type: 'string', format: 'binary' }, 'string'],
    ['nullable', { type: ['string', 'null'] }, 'string | null'],
    ['nullable by oneOf', { oneOf: [ref('Pet'), { type: 'null' }] }, 'Pet | null'],
    ['lists', { type: 'array', items: { type: 'string' } }, 'string[]'],
    [
      'lists of unions',
      { type: 'array', items: { type: ['string', 'null'] } },
      '(string | null)[]',
    ],
    ['lists of anything', { type: 'array' }, 'unknown[]'],
    ['enums', { enum: ['a', "b'", 1, null, true] }, "'a' | 'b\\'' | 1 | null | true"],
    ['enums whose type refuses a value', { type: 'string', enum: ['a', null] }, "'a'"],
    ['what cannot be', { allOf: [{ type: 'string' }, { type: 'integer' }] }, 'unknown'],
    ['constants', { const: null }, 'null'],
    ['constant objects', { const: { a: [1, 'x'] } }, "{ a: [1, 'x'] }"],
    [
      'tuples',
      {
        type: 'array',
        prefixItems: [{ type: 'string' }, { type: 'number' }],
        items: false,
        minItems: 1,
      },
      '[string, (number)?]',
    ],
    [
      'tuples with a rest',
      {
        type: 'array',
        prefixItems: [{ type: 'string' }],
        minItems: 1,
        items: { type: ['number', 'null'] },
      },
      '[string, ...(number | null)[]]',
    ],
    ['open objects', { type: 'object' }, 'Record<string, unknown>'],
    [
      'maps',
      { type: 'object', additionalProperties: { type: 'number' } },
      'Record<string, number>',
    ],
    [
      'maps of references',
      { type: 'object', additionalProperties: ref('Pet') },
      '{ [name: string]: Pet }',
    ],
    [
      'maps by pattern',
      {
        type: 'object',
        patternProperties: { '^x': { type: 'number' } },
        additionalProperties: false,
      },
      'Record<string, number>',
    ],
    ['empty objects', { type: 'object', additionalProperties: false }, 'Record<string, never>'],
    [
      'members beside a map',
      { properties: { a: { type: 'string' } }, additionalProperties: { type: 'number' } },
      '{ a?: string; [name: string]: number | string; }',
    ],
    [
      'compositions',
      { allOf: [ref('Pet'), { type: 'object', properties: { age: { type: 'integer' } } }] },
      'Pet & { age?: number; }',
    ],
    [
      'members that a composition demands',
      { allOf: [ref('Pet')], required: ['tag'] },
      'Pet & { tag: string | null; }',
    ],
    [
      'members that a composition demands and nothing describes',
      { allOf: [ref('Pet')], required: ['colour'] },
      'Pet & { colour: unknown; }',
    ],
    ['a reference with a description', { ...ref('Pet'), description: 'The pet' }, 'Pet'],
    [
      'a union in a composition',
      { allOf: [ref('Pet'), { oneOf: [ref('Tree'), ref('Forest')] }] },
      'Pet & (Tree | Forest)',
    ],
    [
      'variants told apart by what they demand',
      { ...ref('Pet'), anyOf: [{ required: ['a'] }, { required: ['b'] }] },
      'Pet & ({ a: unknown; } | { b: unknown; })',
    ],
    [
      'variants that demand what stands beside them',
      {
        type: 'object',
        properties: { a: { type: 'integer' }, b: { type: 'string' } },
        anyOf: [{ required: ['a'] }, { required: ['b'] }],
      },
      '({ a: number; } | { b: string; }) & { a?: number; b?: string; }',
    ],
    [
      'variants that say nothing to a type',
      { ...ref('Pet'), anyOf: [{ minProperties: 1 }, { required: ['b'] }] },
      'Pet',
    ],
    ['a bare object beside a composition', { type: 'object', allOf: [ref('Pet')] }, 'Pet'],
  ])('%s', (_what, schema, expected) => {
    expect(text(schema)).toBe(expected);
  });

  test('names the components that it refers to, also through members and items', () => {
    const schema: Schema = {
      type: 'array',
      items: { type: 'object', properties: { a: ref('Pet'), b: { allOf: [ref('Tree')] } } },
    };
    expect([...typeOf(schema, context).references].sort()).toEqual(['Pet', 'Tree']);
  });

  test('gives up politely where inline schemas are nested beyond reason', () => {
    let schema: Schema = { type: 'string' };
    for (let depth = 0; depth < 5_000; depth++) schema = { type: 'array', items: schema };
    expect(text(schema)).toMatch(/^unknown(\[\])+$/);
  });

  test('says nothing of a reference that leads only to itself', () => {
    expect(declare('Self', ref('Self'), { typeName: (name) => name }).text).toBe(
      'export type Self = unknown;',
    );
  });
});

const { compilerOptions } = {
  compilerOptions: {
    target: 'es2024',
    module: 'nodenext',
    types: [],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
  },
};

/** Compiles one file as generated services are compiled; answers what the compiler says. */
async function compile(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'types-'));
  try {
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['types.ts'] }),
    );
    await writeFile(join(folder, 'types.ts'), source);
    const tsc = fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url));
    return await promisify(execFile)(tsc, ['-p', folder]).then(
      ({ stdout }) => stdout,
      (error: { stdout?: string; message: string }) => error.stdout || error.message,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What a schema accepts and what it refuses, as TypeScript expressions. */
const assignments: readonly [
  schema: Schema | boolean,
  accepted: readonly string[],
  refused: readonly string[],
][] = [
  [
    ref('Pet'),
    ["{ name: 'a' }", "{ name: 'a', tag: null }"],
    ['{}', "{ name: 'a', tag: undefined }", '{ name: 1 }'],
  ],
  [ref('Tree'), ['{ children: [{ children: [] }] }'], ['{ children: [{}] }']],
  [ref('Forest'), ['[]', '[[], { children: [] }]'], ['[1]']],
  [ref('ByName'), ['{ a: { b: {} } }'], ['{ a: 1 }']],
  [ref('Self'), ['1'], []],
  [ref('Ping'), ['1', 'null'], []],
  [ref('Anything'), ['1'], []],
  [
    { allOf: [ref('Pet')], required: ['tag'] },
    ["{ name: 'a', tag: null }", "{ name: 'a', tag: 'b' }"],
    ["{ name: 'a' }", "{ name: 'a', tag: 1 }"],
  ],
  [
    {
      type: 'array',
      prefixItems: [{ type: 'string' }, { type: 'number' }],
      items: false,
      minItems: 1,
    },
    ["['a']", "['a', 1]"],
    ['[]', "['a', 1, 2]"],
  ],
  [
    { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'boolean' } },
    ['[]', "['a', true, false]"],
    ["['a', 1]"],
  ],
  [
    {
      properties: { a: { type: 'string' } },
      required: ['b'],
      additionalProperties: { type: 'number' },
    },
    ["{ a: 'x', b: 1 }", '{ b: 1, c: 2 }'],
    ['{}'],
  ],
  [
    { properties: { a: { type: 'string' } }, additionalProperties: { type: 'number' } },
    ["{ a: 'x', b: 1 }", '{}'],
    ['{ a: 1 }', '{ b: true }'],
  ],
  [
    {
      oneOf: [
        { properties: { kind: { const: 'a' }, x: { type: 'number' } }, required: ['kind', 'x'] },
        { properties: { kind: { const: 'b' } }, required: ['kind'] },
      ],
    },
    ["{ kind: 'a', x: 1 }", "{ kind: 'b' }"],
    ["{ kind: 'a' }", "{ kind: 'c' }"],
  ],
  [
    { enum: ['a', 1, null, [1], { a: true }] },
    ["'a'", '1', 'null', '[1]', '{ a: true }'],
    ["'b'", '[2]', '{ a: false }'],
  ],
  [{ type: 'object', additionalProperties: false }, ['{}'], ['{ a: 1 }']],
  [
    { type: 'object', additionalProperties: { type: ['string', 'null'] } },
    ['{ a: null }'],
    ['{ a: 1 }'],
  ],
  [false, [], ['1', 'null']],
];

/** Names that end strings, comments, types and lines somewhere, or mean something to JavaScript. */
const HOSTILE = [
  "'",
  '"',
  '`',
  '\\',
  '*/',
  '/*',
  '//',
  '\n',
  '\u2028',
  '\0',
  '${x}',
  ';',
  '}',
  '__proto__',
  'constructor',
  '1',
  '-',
  ' ',
  'é',
  '😀',
  '\ud800',
  '',
];

test(
  'declarations compile as strictly as services do, and mean what the schemas say',
  { timeout: 60_000 },
  async () => {
    const lines = Object.entries(schemas).map(
      ([name, schema]) => declare(name, schema, context).text,
    );
    assignments.forEach(([schema, accepted, refused], index) => {
      lines.push(declare(`Case${index}`, schema, context).text);
      for (const value of accepted)
        lines.push(`export const ${`ok${lines.length}`}: Case${index} = ${value};`);
      for (const value of refused)
        lines.push(
          `// ${'@'}ts-expect-error`,
          `export const ${`no${lines.length}`}: Case${index} = ${value};`,
        );
    });
    const names = fc.uniqueArray(
      fc.array(fc.constantFrom(...HOSTILE), { maxLength: 4 }).map((parts) => parts.join('')),
      { maxLength: 6 },
    );
    fc.sample(fc.tuple(names, fc.constantFrom(...HOSTILE), fc.boolean()), {
      numRuns: 200,
      seed: 7,
    }).forEach(([members, word, open], index) => {
      const schema: Schema = {
        type: 'object',
        description: members.join(word),
        required: members.slice(0, 2),
        properties: Object.fromEntries(
          members.map((name) => [name, { enum: [name, word], description: word.repeat(2) }]),
        ),
        ...(open && { additionalProperties: { const: word } }),
      };
      lines.push(declare(`Hostile${index}`, schema, context).text);
    });
    const source = lines.join('\n');
    expect(await compile(source)).toBe('');
    expect(source).not.toMatch(/\bany\b/);
  },
);

test('a hostile name stays one member whose name is that name', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      (name, description) => {
        const schema: Schema = {
          description,
          properties: Object.fromEntries([[name, { type: 'string', description }]]),
        };
        const file = ts.createSourceFile(
          'a.ts',
          declare('X', schema, context).text,
          ts.ScriptTarget.Latest,
          true,
        );
        const [only] = file.statements;
        expect(file.statements).toHaveLength(1);
        if (!only || !ts.isInterfaceDeclaration(only)) throw new Error('not an interface');
        expect(only.members).toHaveLength(1);
        const member = only.members[0]?.name;
        expect(
          member && (ts.isIdentifier(member) || ts.isStringLiteral(member)) && member.text,
        ).toBe(name);
      },
    ),
  );
});
