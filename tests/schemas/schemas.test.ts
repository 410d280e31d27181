import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { choices, extensionsSchema } from '../../scripts/schemas/extensions.ts';
import { lockSchema } from '../../scripts/schemas/lock.ts';
import { schemaFiles } from '../../scripts/schemas.ts';
import {
  entityOverride,
  operationOverride,
  parameterOverride,
  propertyOverride,
  VOCABULARY,
} from '../../src/model/overrides.ts';
import { formatLock, type Lock, parseLock } from '../../src/workspace/lockfile.ts';

const root = new URL('../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');

test('what is published is what the script makes of the code: npm run schemas', async () => {
  const files = await schemaFiles();
  expect([...files.keys()]).toHaveLength(3);
  for (const [name, text] of files) expect(textOf(`schemas/${name}`)).toBe(text);
});

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
const isLock = ajv.compile(lockSchema);
const isDescription = ajv.compile(extensionsSchema);

/** Every member; the compiler says when one is missing. */
const whole: Required<Lock> = {
  service: 'shop',
  generator: 'fastify@1 specwright@1',
  pack: '../pack',
  options: 'a=b',
  spec: '../shop.yaml',
  overlays: ['../a.yaml'],
  arazzo: ['../a.arazzo.yaml'],
  inputs: { '../shop.yaml': 'aa' },
  files: { 'src/app.ts': 'bb' },
  schema: 'cc',
  deleted: ['a'],
  conflicts: ['b'],
  orphans: { c: 'dd' },
  moved: { d: 'e' },
  failOn: ['spec-drift'],
  holes: { close: { contract: 'aa', body: 'bb', provider: 'local', model: 'm', run: '0001-a' } },
  stale: ['close'],
};

test.each(['bookstore', 'help-desk', 'fleet'])('the lock of %s is one', (name) => {
  expect(isLock(JSON.parse(textOf(`generated/${name}/.specwright/lock.json`)))).toBe(true);
});

test('the schema of the lock and its reader agree', () => {
  const text = formatLock(whole);
  expect(isLock(JSON.parse(text)), JSON.stringify(isLock.errors)).toBe(true);
  const members = JSON.parse(text) as Record<string, unknown>;
  expect(Object.keys(members).sort()).toEqual(
    Object.keys(lockSchema.properties)
      .filter((name) => name !== '$schema')
      .sort(),
  );
  const isRead = (value: object) => {
    try {
      return parseLock(JSON.stringify(value), 'lock') !== undefined;
    } catch {
      return false;
    }
  };
  for (const name of Object.keys(members)) {
    const { [name]: _left, ...without } = members;
    expect([name, isRead(without)]).toEqual([name, isLock(without)]);
    const wrong = { ...members, [name]: 7 };
    expect([name, isRead(wrong), isLock(wrong)]).toEqual([name, false, false]);
  }
});

test.each(['bookstore', 'help-desk', 'fleet'])('%s keeps to the schema of extensions', (name) => {
  expect(isDescription(load(textOf(`specs/${name}.yaml`)))).toBe(true);
});

const readers = {
  operation: operationOverride,
  parameter: parameterOverride,
  schema: (value: unknown) => ({ ...entityOverride(value), ...propertyOverride(value) }),
};

/** Whether a reader understands a word with a value. A filter is told by what is in it. */
const isUnderstood = (place: keyof typeof readers, word: string, value: unknown): boolean => {
  const read = readers[place]({ [word]: value });
  return Object.hasOwn(read, word === 'filter' ? 'field' : word);
};

const VALUES: readonly unknown[] = [
  'list',
  'filter',
  'cursor',
  'uuid',
  'eq',
  'Book',
  'books',
  'no such word',
  true,
  false,
  7,
  { style: 'offset', defaultSize: 5 },
  { style: 'pages' },
  { defaultSize: 0 },
  { field: 'a', operator: 'gte' },
  { constant: null },
  { template: 'a/{b}' },
  { random: { prefix: 'p_', length: 5 } },
  { entity: 'Book', onDelete: 'cascade' },
  ['title'],
  {},
];

test.each(['operation', 'parameter', 'schema'] as const)(
  'what x-specwright says of an %s is in the schema when it is understood',
  (place) => {
    expect(Object.keys(choices[place]).sort()).toEqual([...VOCABULARY[place]].sort());
    for (const [word, schema] of Object.entries(choices[place])) {
      const isValid = ajv.compile(schema);
      const understood = VALUES.filter((value) => isUnderstood(place, word, value));
      expect(understood.length, word).toBeGreaterThan(0);
      for (const value of understood)
        expect([word, value, isValid(value)]).toEqual([word, value, true]);
    }
  },
);

test('a misspelt word or value is found', () => {
  const path = (said: object) => ({ paths: { '/a': { get: { 'x-specwright': said } } } });
  expect(isDescription(path({ kind: 'list' }))).toBe(true);
  expect(isDescription(path({ kind: 'lst' }))).toBe(false);
  expect(isDescription(path({ knd: 'list' }))).toBe(false);
  const schema = (said: object) => ({
    components: { schemas: { A: { properties: { b: { 'x-specwright': said } } } } },
  });
  expect(isDescription(schema({ generation: { template: 'a/{b}' } }))).toBe(true);
  expect(isDescription(schema({ generation: { templat: 'a' } }))).toBe(false);
  expect(isDescription({ paths: { '/a': { post: { 'x-business-rules': [{ rle: '' }] } } } })).toBe(
    false,
  );
});
