import { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Database } from '../src/database.ts';
import { call, emptyTables, startService } from './support/api.ts';
import { createBook, bookSamples } from './support/book.ts';

let app: FastifyInstance;
let database: Database;
beforeAll(async () => {
  ({ app, database } = await startService());
});
afterEach(() => emptyTables(database));
afterAll(() => app.close());

describe('POST /books', () => {
  test('creates a book and shows what was sent', async () => {
    const { body, shown } = await createBook(app);
    const sent: Record<string, unknown> = body;
    // Defaults may have been put in, also deep inside.
    for (const name of [
      'title',
      'subtitle',
      'isbn',
      'format',
      'price',
      'pages',
      'inPrint',
      'publishedOn',
      'tags',
      'dimensions',
      'blurb',
    ])
      expect({ [name]: shown[name] }).toMatchObject({ [name]: sent[name] });
  });

  test('puts in what is left out', async () => {
    const { shown } = await createBook(app, 1);
    expect(shown).toMatchObject({ inPrint: true, tags: [] });
  });

  test('tells where it is', async () => {
    const { response } = await createBook(app);
    const found = await call(app, 'getBook', {
      method: 'GET',
      url: String(response.headers.location),
    });
    expect(found.statusCode).toBe(200);
    expect(response.headers.etag).toBe(found.headers.etag);
  });

  test.each<[string, unknown]>([
    [
      'title missing',
      {
        subtitle: 'The first of its kind',
        isbn: '9780807083697',
        authorId: 'bd05ec6d-c188-4d38-b047-0e0267f24b88',
        genreSlug: 'science-fiction',
        format: 'hardcover',
        price: 17.5,
        pages: 10,
        inPrint: true,
        publishedOn: '1979-06-01',
        tags: ['time-travel', 'classic'],
        dimensions: { width: 129, height: 198, depth: 10 },
        blurb: 'Made with care.',
      },
    ],
    [
      'subtitle too long',
      {
        title: 'Kindred',
        isbn: '9780807083697',
        authorId: 'bd05ec6d-c188-4d38-b047-0e0267f24b88',
        genreSlug: 'science-fiction',
        format: 'hardcover',
        price: 17.5,
        pages: 10,
        inPrint: true,
        publishedOn: '1979-06-01',
        tags: ['time-travel', 'classic'],
        dimensions: { width: 129, height: 198, depth: 10 },
        blurb: 'Made with care.',
        subtitle:
          'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      },
    ],
    [
      'isbn of another form',
      {
        title: 'Kindred',
        subtitle: 'The first of its kind',
        authorId: 'bd05ec6d-c188-4d38-b047-0e0267f24b88',
        genreSlug: 'science-fiction',
        format: 'hardcover',
        price: 17.5,
        pages: 10,
        inPrint: true,
        publishedOn: '1979-06-01',
        tags: ['time-travel', 'classic'],
        dimensions: { width: 129, height: 198, depth: 10 },
        blurb: 'Made with care.',
        isbn: '¡ ¿',
      },
    ],
    [
      'authorId of another format',
      {
        title: 'Kindred',
        subtitle: 'The first of its kind',
        isbn: '9780807083697',
        genreSlug: 'science-fiction',
        format: 'hardcover',
        price: 17.5,
        pages: 10,
        inPrint: true,
        publishedOn: '1979-06-01',
        tags: ['time-travel', 'classic'],
        dimensions: { width: 129, height: 198, depth: 10 },
        blurb: 'Made with care.',
        authorId: 'not a valid value',
      },
    ],
    [
      'genreSlug too short',
      {
        title: 'Kindred',
        subtitle: 'The first of its kind',
        isbn: '9780807083697',
        authorId: 'bd05ec6d-c188-4d38-b047-0e0267f24b88',
        format: 'hardcover',
        price: 17.5,
        pages: 10,
        inPrint: true,
        publishedOn: '1979-06-01',
        tags: ['time-travel', 'classic'],
        dimensions: { width: 129, height: 198, depth: 10 },
        blurb: 'Made with care.',
        genreSlug: 'x',
      },
    ],
    [
      'format unknown',
      {
        title: 'Kindred',
        subtitle: 'The first of its kind',
        isbn: '9780807083697',
        authorId: 'bd05ec6d-c188-4d38-b047-0e0267f24b88',
        genreSlug: 'science-fiction',
        price: 17.5,
        pages: 10,
        inPrint: true,
        publishedOn: '1979-06-01',
        tags: ['time-travel', 'classic'],
        dimensions: { width: 129, height: 198, depth: 10 },
        blurb: 'Made with care.',
        format: 'no-such-value',
      },
    ],
    [
      'price too small',
      {
        title: 'Kindred',
        subtitle: 'The first of its kind',
        isbn: '9780807083697',
        authorId: 'bd05ec6d-c188-4d38-b047-0e0267f24b88',
        genreSlug: 'science-fiction',
        format: 'hardcover',
        pages: 10,
        inPrint: true,
        publishedOn: '1979-06-01',
        tags: ['time-travel', 'classic'],
        dimensions: { width: 129, height: 198, depth: 10 },
        blurb: 'Made with care.',
        price: -1,
      },
    ],
    [
      'pages too large',
      {
        title: 'Kindred',
        subtitle: 'The first of its kind',
        isbn: '9780807083697',
        authorId: 'bd05ec6d-c188-4d38-b047-0e0267f24b88',
        genreSlug: 'science-fiction',
        format: 'hardcover',
        price: 17.5,
        inPrint: true,
        publishedOn: '1979-06-01',
        tags: ['time-travel', 'classic'],
        dimensions: { width: 129, height: 198, depth: 10 },
        blurb: 'Made with care.',
        pages: 20001,
      },
    ],
  ])('refuses a body with %s', async (_what, payload) => {
    await createBook(app);
    const response = await call(app, 'createBook', {
      method: 'POST',
      url: `/books`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(payload),
    });
    expect([400, 422]).toContain(response.statusCode);
  });

  test('refuses a body that is not JSON', async () => {
    await createBook(app);
    const response = await call(app, 'createBook', {
      method: 'POST',
      url: `/books`,
      headers: { 'content-type': 'APPLICATION/JSON; charset=utf-8' },
      payload: '{ "not json',
    });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a request without a body', async () => {
    await createBook(app);
    const response = await call(app, 'createBook', { method: 'POST', url: `/books` });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a media type that is not declared', async () => {
    await createBook(app);
    const response = await call(app, 'createBook', {
      method: 'POST',
      url: `/books`,
      headers: { 'content-type': 'application/x-unheard-of' },
      payload: 'x',
    });
    expect(response.statusCode).toBe(415);
  });

  test('refuses a second one with the same unique value', async () => {
    const first = await createBook(app);
    const response = await call(app, 'createBook', {
      method: 'POST',
      url: `/books`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ ...bookSamples[1], ...first.body }),
    });
    expect(response.statusCode).toBe(409);
  });
});

describe('GET /books', () => {
  test('lists what was created', async () => {
    const first = await createBook(app);
    const second = await createBook(app, 1);
    const response = await call(app, 'listBooks', { method: 'GET', url: `/books` });
    expect(response.statusCode).toBe(200);
    const items: unknown[] = response.json().items;
    expect(items).toHaveLength(2);
    expect(first.params).not.toEqual(second.params);
  });

  test('refuses a parameter that is not declared', async () => {
    const first = await createBook(app);
    const response = await call(app, 'listBooks', {
      method: 'GET',
      url: `${`/books`}?surely-unknown=1`,
    });
    expect([400, 422]).toContain(response.statusCode);
    expect(first.response.statusCode).toBeLessThan(300);
  });

  test.each<[parameter: string, field: string, holds: (one: unknown, first: unknown) => boolean]>([
    ['authorId', 'authorId', (one, first) => one === first],
    ['format', 'format', (one, first) => one === first],
    ['inPrint', 'inPrint', (one, first) => one === first],
    ['minPrice', 'price', (one, first) => typeof one === 'number' && one >= Number(first)],
    ['maxPrice', 'price', (one, first) => typeof one === 'number' && one <= Number(first)],
    [
      'publishedAfter',
      'publishedOn',
      (one, first) => typeof one === 'string' && one >= String(first),
    ],
  ])('keeps what %s asks for', async (parameter, field, holds) => {
    const first = await createBook(app);
    const second = await createBook(app, 1);
    const query = new URLSearchParams([[parameter, String(first.shown[field])]]);
    const response = await call(app, 'listBooks', {
      method: 'GET',
      url: `${`/books`}?${query.toString()}`,
    });
    expect(response.statusCode, response.body).toBe(200);
    const items: Record<string, unknown>[] = response.json().items;
    const kept = [first, second]
      .map(({ shown }) => shown[field])
      .filter((one) => holds(one, first.shown[field]));
    expect(items.map((item) => item[field])).toEqual(expect.arrayContaining(kept));
    expect(items).toHaveLength(kept.length);
  });

  test('finds what has the words, and nothing else', async () => {
    const first = await createBook(app);
    const find = async (words: unknown) => {
      const query = new URLSearchParams([['q', String(words)]]);
      const response = await call(app, 'listBooks', {
        method: 'GET',
        url: `${`/books`}?${query.toString()}`,
      });
      expect(response.statusCode, response.body).toBe(200);
      return response.json().items;
    };
    expect(await find(first.shown['title'])).toHaveLength(1);
    expect(await find('surely nowhere')).toEqual([]);
  });

  test.each<[order: string, field: string, direction: 1 | -1]>([
    ['price', 'price', 1],
    ['-price', 'price', -1],
    ['publishedOn', 'publishedOn', 1],
    ['-publishedOn', 'publishedOn', -1],
  ])('sorts by %s, with what is absent at the end', async (order, field, direction) => {
    const first = await createBook(app, 1);
    for (const n of [0, 2] as const) await createBook(app, n);
    const query = new URLSearchParams([['sort', order]]);
    const response = await call(app, 'listBooks', {
      method: 'GET',
      url: `${first && `/books`}?${query.toString()}`,
    });
    expect(response.statusCode, response.body).toBe(200);
    const items: Record<string, unknown>[] = response.json().items;
    const values = items.map((item) => item[field]);
    const present = values.filter((value) => value !== undefined && value !== null);
    const ranks = present.map((value) =>
      typeof value === 'number' ? value : Date.parse(String(value)),
    );
    expect(values.slice(0, present.length)).toEqual(present);
    expect(ranks).toEqual(ranks.toSorted((one, other) => direction * (one - other)));
    expect(items).toHaveLength(3);
  });

  test('pages through all of them, each once', async () => {
    const first = await createBook(app, 0);
    for (const n of [1, 2] as const) await createBook(app, n);
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const where = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const response = await call(app, 'listBooks', {
        method: 'GET',
        url: `${first && `/books`}?limit=1${where}`,
      });
      expect(response.statusCode).toBe(200);
      seen.push(...response.json().items);
      cursor = response.json().nextCursor || undefined;
    } while (cursor !== undefined && seen.length < 10);
    expect(seen).toHaveLength(3);
    expect(new Set(seen.map((item) => JSON.stringify(item))).size).toBe(3);
  });
});

describe('GET /books/{bookId}', () => {
  test('shows what was created', async () => {
    const { shown, params } = await createBook(app);
    const response = await call(app, 'getBook', {
      method: 'GET',
      url: `/books/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual(shown);
  });

  test('answers 304 to a client that has this version', async () => {
    const { params } = await createBook(app);
    const get = (headers: Record<string, string>) =>
      call(app, 'getBook', {
        method: 'GET',
        url: `/books/${encodeURIComponent(String(params.id))}`,
        headers,
      });
    const { headers } = await get({});
    expect((await get({ 'if-none-match': '"another"' })).statusCode).toBe(200);
    const known = await get({ 'if-none-match': `"another", W/${headers.etag}` });
    expect([known.statusCode, known.headers.etag, known.body]).toEqual([304, headers.etag, '']);
  });

  test('answers 404 for what does not exist', async () => {
    const created = await createBook(app);
    const params: Record<string, unknown> = {
      ...created.params,
      id: '3f2b8c1e-5d4a-4b6f-9e7d-ffffffffffff',
    };
    const response = await call(app, 'getBook', {
      method: 'GET',
      url: `/books/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(404);
    expect(response.body).toContain('no such book');
  });
});

describe('PUT /books/{bookId}', () => {
  test('changes a book', async () => {
    const { params, shown } = await createBook(app);
    const response = await call(app, 'replaceBook', {
      method: 'PUT',
      url: `/books/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({
        title: 'Kindred2',
        isbn: '9782173031255',
        format: 'paperback',
        price: 17.51,
        authorId: shown.authorId,
      }),
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({
      title: 'Kindred2',
      isbn: '9782173031255',
      format: 'paperback',
      price: 17.51,
    });
    const found = await call(app, 'getBook', {
      method: 'GET',
      url: `/books/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.headers.etag).toBe(found.headers.etag);
  });

  test('replaces everything, also by nothing', async () => {
    const { params, shown } = await createBook(app, 1);
    const replace = (payload: unknown) =>
      call(app, 'replaceBook', {
        method: 'PUT',
        url: `/books/${encodeURIComponent(String(params.id))}`,
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify(payload),
      });
    let response = await replace({
      title: 'Kindred2',
      subtitle: 'A second look',
      isbn: '9782173031255',
      format: 'paperback',
      price: 17.51,
      pages: 11,
      inPrint: false,
      publishedOn: '2026-01-06',
      tags: ['time-travel2', 'classic2'],
      dimensions: { width: 129.5, height: 198.5, depth: 10.5 },
      blurb: 'Works as it should.',
      authorId: shown.authorId,
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({
      title: 'Kindred2',
      subtitle: 'A second look',
      isbn: '9782173031255',
      format: 'paperback',
      price: 17.51,
      pages: 11,
      inPrint: false,
      publishedOn: '2026-01-06',
      tags: ['time-travel2', 'classic2'],
      dimensions: { width: 129.5, height: 198.5, depth: 10.5 },
      blurb: 'Works as it should.',
    });
    response = await replace({
      title: 'Kindred2',
      isbn: '9782173031255',
      format: 'paperback',
      price: 17.51,
      authorId: shown.authorId,
    });
    expect(response.json()).toMatchObject({
      title: 'Kindred2',
      isbn: '9782173031255',
      format: 'paperback',
      price: 17.51,
      inPrint: true,
      tags: [],
    });
    for (const name of ['subtitle', 'pages', 'publishedOn', 'dimensions', 'blurb'])
      expect(response.json()[name] ?? null, name).toBeNull();
  });

  test('answers 404 for what does not exist', async () => {
    const { shown, params: known } = await createBook(app);
    const params: Record<string, unknown> = {
      ...known,
      id: '3f2b8c1e-5d4a-4b6f-9e7d-ffffffffffff',
    };
    const response = await call(app, 'replaceBook', {
      method: 'PUT',
      url: `/books/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/json', 'if-match': '*' },
      payload: JSON.stringify({
        title: 'Kindred2',
        isbn: '9782173031255',
        format: 'paperback',
        price: 17.51,
        authorId: shown.authorId,
      }),
    });
    expect(response.statusCode, response.body).toBe(404);
    expect(response.body).toContain('no such book');
  });

  test('changes only the version that If-Match names', async () => {
    const { params, shown } = await createBook(app);
    const change = (version: unknown) =>
      call(app, 'replaceBook', {
        method: 'PUT',
        url: `/books/${encodeURIComponent(String(params.id))}`,
        headers: { 'content-type': 'application/json', 'if-match': String(version) },
        payload: JSON.stringify({
          title: 'Kindred2',
          isbn: '9782173031255',
          format: 'paperback',
          price: 17.51,
          authorId: shown.authorId,
        }),
      });
    expect((await change('"another"')).statusCode).toBe(412);
    const { headers } = await call(app, 'getBook', {
      method: 'GET',
      url: `/books/${encodeURIComponent(String(params.id))}`,
    });
    expect((await change(headers.etag)).statusCode).toBe(200);
    expect((await change(headers.etag)).statusCode).toBe(412);
  });
});

describe('PATCH /books/{bookId}', () => {
  test('changes a book', async () => {
    const { params } = await createBook(app);
    const response = await call(app, 'updateBook', {
      method: 'PATCH',
      url: `/books/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/merge-patch+json' },
      payload: JSON.stringify({
        title: 'A second look',
        subtitle: 'A second look',
        price: 14.96,
        inPrint: false,
        publishedOn: '2026-01-06',
        tags: ['bravo', 'charlie'],
        dimensions: { width: 129.5, height: 198.5, depth: 10.5 },
        blurb: 'Works as it should.',
      }),
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({
      title: 'A second look',
      subtitle: 'A second look',
      price: 14.96,
      inPrint: false,
      publishedOn: '2026-01-06',
      tags: ['bravo', 'charlie'],
      dimensions: { width: 129.5, height: 198.5, depth: 10.5 },
      blurb: 'Works as it should.',
    });
    const found = await call(app, 'getBook', {
      method: 'GET',
      url: `/books/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.headers.etag).toBe(found.headers.etag);
  });

  test('leaves what is not sent as it is', async () => {
    const { params, shown: before } = await createBook(app);
    const response = await call(app, 'updateBook', {
      method: 'PATCH',
      url: `/books/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/merge-patch+json' },
      payload: JSON.stringify({ title: 'A second look' }),
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({ title: 'A second look' });
    for (const name of [
      'subtitle',
      'isbn',
      'format',
      'price',
      'pages',
      'inPrint',
      'publishedOn',
      'tags',
      'dimensions',
      'blurb',
    ])
      expect(response.json()[name], name).toEqual(before[name]);
  });

  test('answers 404 for what does not exist', async () => {
    const { params: known } = await createBook(app);
    const params: Record<string, unknown> = {
      ...known,
      id: '3f2b8c1e-5d4a-4b6f-9e7d-ffffffffffff',
    };
    const response = await call(app, 'updateBook', {
      method: 'PATCH',
      url: `/books/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/merge-patch+json', 'if-match': '*' },
      payload: JSON.stringify({
        title: 'A second look',
        subtitle: 'A second look',
        price: 14.96,
        inPrint: false,
        publishedOn: '2026-01-06',
        tags: ['bravo', 'charlie'],
        dimensions: { width: 129.5, height: 198.5, depth: 10.5 },
        blurb: 'Works as it should.',
      }),
    });
    expect(response.statusCode, response.body).toBe(404);
    expect(response.body).toContain('no such book');
  });

  test('changes only the version that If-Match names', async () => {
    const { params } = await createBook(app);
    const change = (version: unknown) =>
      call(app, 'updateBook', {
        method: 'PATCH',
        url: `/books/${encodeURIComponent(String(params.id))}`,
        headers: { 'content-type': 'application/merge-patch+json', 'if-match': String(version) },
        payload: JSON.stringify({
          title: 'A second look',
          subtitle: 'A second look',
          price: 14.96,
          inPrint: false,
          publishedOn: '2026-01-06',
          tags: ['bravo', 'charlie'],
          dimensions: { width: 129.5, height: 198.5, depth: 10.5 },
          blurb: 'Works as it should.',
        }),
      });
    expect((await change('"another"')).statusCode).toBe(412);
    const { headers } = await call(app, 'getBook', {
      method: 'GET',
      url: `/books/${encodeURIComponent(String(params.id))}`,
    });
    expect((await change(headers.etag)).statusCode).toBe(200);
    expect((await change(headers.etag)).statusCode).toBe(412);
  });
});

describe('DELETE /books/{bookId}', () => {
  test('deletes a book, once', async () => {
    const { params } = await createBook(app);
    const response = await call(app, 'deleteBook', {
      method: 'DELETE',
      url: `/books/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode, response.body).toBe(204);
    const after = await call(app, 'getBook', {
      method: 'GET',
      url: `/books/${encodeURIComponent(String(params.id))}`,
    });
    expect(after.statusCode).toBe(404);
    const again = await call(app, 'deleteBook', {
      method: 'DELETE',
      url: `/books/${encodeURIComponent(String(params.id))}`,
    });
    expect(again.statusCode).toBe(404);
    expect(again.body).toContain('no such book');
  });

  test('deletes only the version that If-Match names', async () => {
    const { params } = await createBook(app);
    const remove = (version: unknown) =>
      call(app, 'deleteBook', {
        method: 'DELETE',
        url: `/books/${encodeURIComponent(String(params.id))}`,
        headers: { 'if-match': String(version) },
      });
    expect((await remove('"another"')).statusCode).toBe(412);
    const { headers } = await call(app, 'getBook', {
      method: 'GET',
      url: `/books/${encodeURIComponent(String(params.id))}`,
    });
    expect((await remove(headers.etag)).statusCode).toBe(204);
    expect((await remove(headers.etag)).statusCode).toBe(404);
  });
});

test('POST /books asks for credentials', async () => {
  const response = await app.inject({ method: 'POST', url: `/books` });
  expect(response.statusCode).toBe(401);
});

test('answers 405 to PATCH /books', async () => {
  const response = await app.inject({ method: 'PATCH', url: `/books` });
  expect(response.statusCode).toBe(405);
  expect(response.headers.allow).not.toContain('PATCH');
});
