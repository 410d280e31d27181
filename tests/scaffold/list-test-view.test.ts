import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { inferModel } from '../../src/model/infer-model.ts';
import type { ServiceModel } from '../../src/model/types.ts';
import {
  filterTests,
  type Listed,
  searchTest,
  sortTests,
} from '../../src/scaffold/view/list-test-view.ts';
import { readSpec } from '../../src/spec/read-spec.ts';

let model: ServiceModel;
beforeAll(async () => {
  const file = fileURLToPath(new URL('../../specs/bookstore.yaml', import.meta.url));
  const read = await readSpec(file, { cwd: process.cwd() });
  if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join('\n'));
  ({ model } = inferModel(read.document));
});

/** The list of books, of which the first was made of `sample`. */
function books(sample: Listed['sample'], shown: readonly string[] = Object.keys(sample)): Listed {
  const entity = model.entities.find(({ name }) => name === 'Book');
  const list = model.resources
    .flatMap(({ operations }) => operations)
    .find(({ id }) => id === 'listBooks');
  if (!entity || !list) throw new Error('There are no books.');
  return {
    list,
    entity,
    schemas: model.schemas,
    sample,
    references: new Set(['authorId']),
    shown: new Set(shown),
  };
}

const asked = (listed: Listed) =>
  filterTests(listed).map(({ parameter, field, holds }) => [parameter, field, holds.text]);

test('a filter is asked with what the first one has, as SQL would compare it', () => {
  expect(asked(books({ inPrint: true, price: 2, publishedOn: '2026-01-05' }))).toEqual([
    ['inPrint', 'inPrint', 'one === first'],
    ['minPrice', 'price', "typeof one === 'number' && one >= Number(first)"],
    ['maxPrice', 'price', "typeof one === 'number' && one <= Number(first)"],
    ['publishedAfter', 'publishedOn', "typeof one === 'string' && one >= String(first)"],
  ]);
});

test('a reference is asked for where tests put it in', () => {
  expect(asked(books({}, ['authorId', 'genreSlug']))).toEqual([
    ['authorId', 'authorId', 'one === first'],
  ]);
});

test('what answers do not show, or the parameter does not take, is not asked', () => {
  expect(asked(books({ price: 2 }, ['title']))).toEqual([]);
  expect(asked(books({ price: -2, format: 'scroll' }))).toEqual([]);
});

test('words are looked for where a search looks and the first one has some', () => {
  expect(searchTest(books({ subtitle: 'A tale' }))).toMatchObject({
    parameter: 'q',
    field: 'subtitle',
  });
  expect(searchTest(books({ price: 2 }))).toBeUndefined();
});

test('orders of texts are left to the database', () => {
  const orders = sortTests(books({ title: 'Kindred', price: 2 }))?.orders;
  expect(orders?.map(({ value, direction }) => [value, direction.text])).toEqual([
    ['price', '1'],
    ['-price', '-1'],
  ]);
});

test('a sorted list is expected to show no more than one page of it', () => {
  const many = books({ price: 2 });
  const { page } = many.list;
  if (!page) throw new Error('Books come in pages.');
  const few: Listed = { ...many, list: { ...many.list, page: { ...page, defaultSize: 2 } } };
  expect([many, few].map((listed) => sortTests(listed)?.shown.text)).toEqual(['3', '2']);
});
