import { expect, test } from 'vitest';
import { breakingChanges } from '../../src/model/diff/breaking.ts';
import { diffSnapshots } from '../../src/model/diff/diff-models.ts';
import type { FieldSnapshot, ModelSnapshot } from '../../src/model/diff/snapshot.ts';

const field = (name: string, more: Partial<FieldSnapshot> = {}): FieldSnapshot => ({
  name,
  column: name,
  type: 'string',
  required: false,
  nullable: false,
  readOnly: false,
  writeOnly: false,
  hidden: false,
  ...more,
});

const model = (fields: readonly FieldSnapshot[], more: Partial<ModelSnapshot> = {}) => ({
  entities: [{ name: 'Book', table: 'books', key: ['id'], unique: [], singleton: false, fields }],
  operations: [],
  ...more,
});

const breaks = (before: readonly FieldSnapshot[], after: readonly FieldSnapshot[]) =>
  breakingChanges(diffSnapshots(model(before), model(after), {}));

const enumOf = (...values: string[]) => field('a', { type: 'enum', values });

test.each<[string, FieldSnapshot[], FieldSnapshot[], string[]]>([
  ['a field that is new', [], [field('a')], []],
  ['a new field that must be sent', [], [field('a', { required: true })], ['must be sent now']],
  ['one with a default', [], [field('a', { required: true, default: 'x' })], []],
  ['one that only answers have', [], [field('a', { required: true, readOnly: true })], []],
  ['a field that is gone', [field('a')], [], ['is not answered any more']],
  ['a secret that is gone', [field('a', { writeOnly: true })], [], ['cannot be sent any more']],
  ['what nobody sees', [field('a', { hidden: true })], [], []],
  [
    'another type',
    [field('a')],
    [field('a', { type: 'integer' })],
    ['integer now, and was string'],
  ],
  ['required', [field('a')], [field('a', { required: true })], ['must be sent now']],
  ['not required', [field('a', { required: true })], [field('a')], []],
  ['read-only', [field('a')], [field('a', { readOnly: true })], ['cannot be sent any more']],
  ['write-only', [field('a')], [field('a', { writeOnly: true })], ['is not answered any more']],
  ['nullable', [field('a')], [field('a', { nullable: true })], ['may be null now']],
  ['not nullable', [field('a', { nullable: true })], [field('a')], ['must not be null']],
  ['a value less', [enumOf('x', 'y')], [enumOf('x')], ['does not take y']],
  ['a value more', [enumOf('x')], [enumOf('x', 'y')], []],
])('%s', (_name, before, after, wanted) => {
  const found = breaks(before, after);
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((part, at) => expect(found[at]).toContain(part));
});

test('operations that are gone, elsewhere, or holes now', () => {
  const operation = (
    id: string,
    method: string,
    path: string,
    status: 'live' | 'hole' = 'live',
  ) => ({
    id,
    method,
    path,
    status,
    kind: 'list',
    deprecated: false,
    contract: 'a',
  });
  const of = (...operations: ReturnType<typeof operation>[]) => ({ entities: [], operations });
  const before = of(
    operation('a', 'get', '/a/{id}'),
    operation('b', 'get', '/b'),
    operation('c', 'get', '/c'),
    operation('d', 'get', '/d'),
  );
  const after = of(
    operation('a', 'get', '/a/{name}'),
    operation('b', 'get', '/bees'),
    operation('c', 'get', '/c', 'hole'),
    operation('e', 'get', '/e'),
  );
  expect(breakingChanges(diffSnapshots(before, after, {}))).toEqual([
    'GET /d is gone.',
    'GET /b is GET /bees now.',
    'GET /c answers 501 until its business logic is written.',
  ]);
});
