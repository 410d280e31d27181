import { describe, expect, test } from 'vitest';
import { diffModels } from '../../src/model/diff/diff-models.ts';
import { parseRename } from '../../src/model/diff/renames.ts';
import { summary } from '../../src/model/diff/summary.ts';
import { isChanged } from '../../src/model/diff/types.ts';
import type { Schema } from '../../src/spec/openapi.ts';
import { entity, field, list, model, reference, uuidKey } from '../migrate/model.ts';

const book = (...fields: Parameters<typeof entity>[1][number][]) =>
  entity('Book', [uuidKey, ...fields]);
const title = field('title', 'string');
const codes = (diff: ReturnType<typeof diffModels>) => diff.diagnostics.map(({ code }) => code);

describe('what has changed', () => {
  test('nothing between a model and itself', () => {
    const one = model([book(title)], [list('Book', [])]);
    const diff = diffModels(one, one);
    expect(isChanged(diff)).toBe(false);
    expect(summary(diff)).toEqual([]);
  });

  test('entities, fields, keys and unique sets are told line by line', () => {
    const before = model([book(title, field('pages', 'integer')), entity('Shelf', [uuidKey])]);
    const after = model([
      {
        ...book(
          field('title', 'string', { required: false, nullable: true }),
          field('kind', 'enum', { values: ['a', 'b'] }),
        ),
        unique: [['title']],
      },
      entity('Author', [uuidKey, field('name', 'string')]),
    ]);
    expect(summary(diffModels(before, after))).toEqual([
      '+ entity Author',
      '  + field id: uuid, required',
      '  + field name: string, required',
      '~ entity Book',
      '  ~ unique [] → ["title"]',
      '  + field kind: enum, required',
      '  ~ field title: required true → false, nullable false → true',
      '  - field pages',
      '- entity Shelf',
    ]);
  });

  test('an enum tells which values came and went, in whatever order they stand', () => {
    const of = (values: readonly string[]) => model([book(field('kind', 'enum', { values }))]);
    expect(summary(diffModels(of(['a', 'b']), of(['c', 'b'])))).toEqual([
      '~ entity Book',
      '  ~ field kind: value "c" added, value "a" removed',
    ]);
    expect(summary(diffModels(of(['a', 'b']), of(['b', 'a'])))).toEqual([]);
  });

  test('operations are the same by method and path, whatever their parameters are called', () => {
    const listing = list('Book', []);
    const at = (path: string, more = {}) => model([book()], [{ ...listing, path, ...more }]);
    expect(
      summary(diffModels(at('/books/{id}'), at('/books/{bookId}', { status: 'hole' }))),
    ).toEqual([
      '~ operation listBook (GET /books/{bookId}): path /books/{id} → /books/{bookId}, a hole now',
    ]);
    expect(summary(diffModels(at('/books'), at('/books', { method: 'post', id: 'add' })))).toEqual([
      '+ operation add (POST /books)',
      '- operation listBook (GET /books)',
    ]);
  });

  test('a contract changes with the schemas in its reach and not with their prose', () => {
    const of = (name: Schema) => ({
      ...model(
        [book()],
        [
          {
            ...list('Book', []),
            responses: [
              {
                status: '200',
                description: '',
                headers: [],
                contents: [
                  { mediaType: 'application/json', schema: { $ref: '#/components/schemas/Book' } },
                ],
              },
            ],
          },
        ],
      ),
      schemas: {
        Book: { properties: { title: { $ref: '#/components/schemas/Title' } } },
        Title: name,
        Other: {},
      },
    });
    const before = of({ type: 'string' });
    expect(summary(diffModels(before, of({ type: 'string', description: 'Its name.' })))).toEqual(
      [],
    );
    expect(summary(diffModels(before, of({ type: 'string', maxLength: 9 })))).toEqual([
      '~ operation listBook (GET /Book): what is sent or answered',
    ]);
  });
});

describe('renames', () => {
  test('are what the description declares, for entities and for fields', () => {
    const before = model([
      book(title),
      entity('Review', [uuidKey, field('book', 'uuid', reference('Book'))]),
    ]);
    const after = model([
      {
        ...entity('Volume', [uuidKey, field('heading', 'string', { renamedFrom: 'title' })]),
        renamedFrom: 'book',
      },
      entity('Review', [uuidKey, field('book', 'uuid', reference('Volume'))]),
    ]);
    const diff = diffModels(before, after);
    expect(codes(diff)).toEqual([]);
    expect(summary(diff)).toEqual([
      '~ entity Volume, which was Book',
      '  ~ table books → volumes',
      '  ~ field heading: was title, column title → heading',
    ]);
  });

  test('are what a person answers', () => {
    const renames = ['Book=Volume', 'Book.title=heading'].flatMap(
      (text) => parseRename(text) ?? [],
    );
    const after = model([entity('Volume', [uuidKey, field('heading', 'string')])]);
    expect(summary(diffModels(model([book(title)]), after, { renames }))).toEqual([
      '~ entity Volume, which was Book',
      '  ~ table books → volumes',
      '  ~ field heading: was title, column title → heading',
    ]);
  });

  test('are never guessed: what looks like one is a removal and an addition, with a hint', () => {
    const diff = diffModels(model([book(title)]), model([book(field('heading', 'string'))]));
    expect(summary(diff)).toEqual([
      '~ entity Book',
      '  + field heading: string, required',
      '  - field title',
    ]);
    expect(diff.diagnostics[0]?.message).toContain('--rename Book.title=heading');
    expect(codes(diff)).toEqual(['SW5513']);
  });

  test('stay declared when their work is done', () => {
    const done = model([book(field('heading', 'string', { renamedFrom: 'title' }))]);
    expect(codes(diffModels(done, done))).toEqual([]);
  });

  test('that contradict each other are refused', () => {
    const claims = model([
      book(
        field('one', 'string', { renamedFrom: 'title' }),
        field('two', 'string', { renamedFrom: 'title' }),
      ),
    ]);
    expect(codes(diffModels(model([book(title)]), claims))).toContain('SW5512');
    const both = model([book(title, field('heading', 'string', { renamedFrom: 'title' }))]);
    expect(codes(diffModels(model([book(title)]), both))).toEqual(['SW5512']);
  });

  test.each(['Nothing=Book', 'Book=Nothing', 'Book.nothing=title', 'Nothing.a=b'])(
    'that name what is not there are refused: %s',
    (text) => {
      const renames = [parseRename(text)].flatMap((rename) => rename ?? []);
      const one = model([book(title)]);
      expect(codes(diffModels(one, one, { renames }))).toEqual(['SW5511']);
    },
  );

  test.each(['', 'Book', '=Book', 'Book=', 'A=B=C', '.a=b', 'A.=b'])('%s is no rename', (text) => {
    expect(parseRename(text)).toBeUndefined();
  });
});
