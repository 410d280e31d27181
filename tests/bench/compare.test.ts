import { describe, expect, test } from 'vitest';
import { keyOf, verdictOf } from '../../bench/compare/answers.ts';
import { exampleOf } from '../../bench/compare/example-of.ts';
import { withTables } from '../../bench/compare/report.ts';
import { requestOf, stepsOf } from '../../bench/compare/scenario.ts';
import type { OpenApi } from '../../src/spec/openapi.ts';

const api: OpenApi = {
  openapi: '3.1.0',
  info: { title: 'Shelves', version: '1.0.0' },
  paths: {
    '/shelves/{shelfId}': {
      get: { parameters: [{ name: 'shelfId', in: 'path', required: true }] },
      delete: { parameters: [{ name: 'shelfId', in: 'path', required: true }] },
    },
    '/shelves/{shelfId}/books': {
      post: {
        security: [{ key: [] }],
        parameters: [{ name: 'shelfId', in: 'path', required: true }],
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Book' } } },
        },
      },
    },
    '/shelves/{shelfId}/books/{bookId}': { get: {}, delete: {} },
    '/shelves': { get: {}, post: {} },
  },
  components: {
    schemas: {
      Book: {
        type: 'object',
        required: ['id', 'shelfId', 'title', 'price'],
        properties: {
          id: { type: 'string', readOnly: true },
          shelfId: { type: 'string', format: 'uuid' },
          title: { type: 'string', example: 'Kindred' },
          price: { type: 'number', exclusiveMinimum: 0 },
          blurb: { type: 'string' },
        },
      },
    },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
  },
};

describe('an example', () => {
  test('has the required members that a client may write, and what is known before what is made up', () => {
    const known = new Map([['shelfId', 'a-known-shelf']]);
    expect(
      exampleOf({ $ref: '#/components/schemas/Book' }, api.components?.schemas ?? {}, known),
    ).toEqual({ shelfId: 'a-known-shelf', title: 'Kindred', price: 1 });
  });

  test('is the first alternative that is not null, as long as it has to be', () => {
    const schema = { oneOf: [{ type: 'null' }, { type: 'string', minLength: 9 }] } as const;
    expect(exampleOf(schema, {})).toBe('examplexx');
  });
});

describe('a scenario', () => {
  test('creates outside in before it reads, and removes inside out at last', () => {
    expect(stepsOf(api).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'post /shelves',
      'post /shelves/{shelfId}/books',
      'get /shelves',
      'get /shelves/{shelfId}',
      'get /shelves/{shelfId}/books/{bookId}',
      'delete /shelves/{shelfId}/books/{bookId}',
      'delete /shelves/{shelfId}',
    ]);
  });

  test('names what was created before, and says who asks', () => {
    const [, create] = stepsOf(api);
    const request = create && requestOf(api, create, new Map([['shelfId', 's/1']]));
    expect(request).toMatchObject({ method: 'POST', path: '/shelves/s%2F1/books' });
    expect(request?.headers).toHaveProperty('x-key');
  });
});

describe('an answer', () => {
  const answer = (status: number, text = '', location?: string) => ({ status, text, location });

  test.each([
    [204, '', 'answered'],
    [409, '', 'refused'],
    [404, '', 'absent'],
    [501, '', 'not implemented'],
    [500, '{"message":"Method not implemented."}', 'not implemented'],
    [500, '{"message":"key is undefined"}', 'failed'],
    [0, 'timeout', 'failed'],
  ] as const)('of %i %s is %s', (status, text, verdict) => {
    expect(verdictOf(answer(status, text))).toBe(verdict);
  });

  test('tells the key of a new thing in its body, in an envelope or in its address', () => {
    expect(keyOf(answer(201, '{"id":7}'), 'bookId')).toBe(7);
    expect(keyOf(answer(201, '{"data":{"bookId":"b"}}'), 'bookId')).toBe('b');
    expect(keyOf(answer(201, '', '/books/a%20b'), 'bookId')).toBe('a b');
    expect(keyOf(answer(201, '[]'), 'bookId')).toBeUndefined();
  });
});

test('tables are written between their marks, and nothing else is touched', () => {
  const page = withTables('# Page\n', 'first');
  expect(withTables(page.replace('# Page', '# By hand'), 'second')).toBe(
    page.replace('# Page', '# By hand').replace('first', 'second'),
  );
});
