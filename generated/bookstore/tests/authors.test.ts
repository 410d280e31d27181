import { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Database } from '../src/database.ts';
import { call, emptyTables, startService } from './support/api.ts';
import { createAuthor } from './support/author.ts';

let app: FastifyInstance;
let database: Database;
beforeAll(async () => {
  ({ app, database } = await startService());
});
afterEach(() => emptyTables(database));
afterAll(() => app.close());

describe('POST /authors', () => {
  test('creates an author and shows what was sent', async () => {
    const { body, shown } = await createAuthor(app);
    const sent: Record<string, unknown> = body;
    // Defaults may have been put in, also deep inside.
    for (const name of ['name', 'biography', 'bornOn', 'country', 'website'])
      expect({ [name]: shown[name] }).toMatchObject({ [name]: sent[name] });
  });

  test('tells where it is', async () => {
    const { response } = await createAuthor(app);
    const found = await call(app, 'getAuthor', {
      method: 'GET',
      url: String(response.headers.location),
    });
    expect(found.statusCode).toBe(200);
  });

  test.each<[string, unknown]>([
    [
      'name missing',
      {
        biography: 'Made with care.',
        bornOn: '1947-06-22',
        country: 'KE',
        website: 'https://octaviabutler.example',
      },
    ],
    [
      'biography too long',
      {
        name: 'Octavia E. Butler',
        bornOn: '1947-06-22',
        country: 'KE',
        website: 'https://octaviabutler.example',
        biography:
          'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      },
    ],
    [
      'bornOn of another format',
      {
        name: 'Octavia E. Butler',
        biography: 'Made with care.',
        country: 'KE',
        website: 'https://octaviabutler.example',
        bornOn: 'not a valid value',
      },
    ],
    [
      'country of another form',
      {
        name: 'Octavia E. Butler',
        biography: 'Made with care.',
        bornOn: '1947-06-22',
        website: 'https://octaviabutler.example',
        country: '¡ ¿',
      },
    ],
    [
      'website of another type',
      {
        name: 'Octavia E. Butler',
        biography: 'Made with care.',
        bornOn: '1947-06-22',
        country: 'KE',
        website: 42,
      },
    ],
    [
      'name too short',
      {
        biography: 'Made with care.',
        bornOn: '1947-06-22',
        country: 'KE',
        website: 'https://octaviabutler.example',
        name: '',
      },
    ],
    [
      'country null',
      {
        name: 'Octavia E. Butler',
        biography: 'Made with care.',
        bornOn: '1947-06-22',
        website: 'https://octaviabutler.example',
        country: null,
      },
    ],
    [
      'biography of another type',
      {
        name: 'Octavia E. Butler',
        bornOn: '1947-06-22',
        country: 'KE',
        website: 'https://octaviabutler.example',
        biography: 42,
      },
    ],
  ])('refuses a body with %s', async (_what, payload) => {
    await createAuthor(app);
    const response = await call(app, 'createAuthor', {
      method: 'POST',
      url: `/authors`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(payload),
    });
    expect([400, 422]).toContain(response.statusCode);
  });

  test('refuses a body that is not JSON', async () => {
    await createAuthor(app);
    const response = await call(app, 'createAuthor', {
      method: 'POST',
      url: `/authors`,
      headers: { 'content-type': 'APPLICATION/JSON; charset=utf-8' },
      payload: '{ "not json',
    });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a request without a body', async () => {
    await createAuthor(app);
    const response = await call(app, 'createAuthor', { method: 'POST', url: `/authors` });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a media type that is not declared', async () => {
    await createAuthor(app);
    const response = await call(app, 'createAuthor', {
      method: 'POST',
      url: `/authors`,
      headers: { 'content-type': 'application/x-unheard-of' },
      payload: 'x',
    });
    expect(response.statusCode).toBe(415);
  });
});

describe('GET /authors', () => {
  test('lists what was created', async () => {
    const first = await createAuthor(app);
    const second = await createAuthor(app, 1);
    const response = await call(app, 'listAuthors', { method: 'GET', url: `/authors` });
    expect(response.statusCode).toBe(200);
    const items: unknown[] = response.json();
    expect(items).toHaveLength(2);
    expect(first.params).not.toEqual(second.params);
  });

  test('refuses a parameter that is not declared', async () => {
    const first = await createAuthor(app);
    const response = await call(app, 'listAuthors', {
      method: 'GET',
      url: `${`/authors`}?surely-unknown=1`,
    });
    expect([400, 422]).toContain(response.statusCode);
    expect(first.response.statusCode).toBeLessThan(300);
  });

  test.each<[parameter: string, field: string, holds: (one: unknown, first: unknown) => boolean]>([
    ['country', 'country', (one, first) => one === first],
  ])('keeps what %s asks for', async (parameter, field, holds) => {
    const first = await createAuthor(app);
    const second = await createAuthor(app, 1);
    const query = new URLSearchParams([[parameter, String(first.shown[field])]]);
    const response = await call(app, 'listAuthors', {
      method: 'GET',
      url: `${`/authors`}?${query.toString()}`,
    });
    expect(response.statusCode, response.body).toBe(200);
    const items: Record<string, unknown>[] = response.json();
    const kept = [first, second]
      .map(({ shown }) => shown[field])
      .filter((one) => holds(one, first.shown[field]));
    expect(items.map((item) => item[field])).toEqual(expect.arrayContaining(kept));
    expect(items).toHaveLength(kept.length);
  });

  test('finds what has the words, and nothing else', async () => {
    const first = await createAuthor(app);
    const find = async (words: unknown) => {
      const query = new URLSearchParams([['q', String(words)]]);
      const response = await call(app, 'listAuthors', {
        method: 'GET',
        url: `${`/authors`}?${query.toString()}`,
      });
      expect(response.statusCode, response.body).toBe(200);
      return response.json();
    };
    expect(await find(first.shown['name'])).toHaveLength(1);
    expect(await find('surely nowhere')).toEqual([]);
  });

  test.each<[order: string, field: string, direction: 1 | -1]>([
    ['bornOn', 'bornOn', 1],
    ['-bornOn', 'bornOn', -1],
  ])('sorts by %s, with what is absent at the end', async (order, field, direction) => {
    const first = await createAuthor(app, 1);
    for (const n of [0, 2] as const) await createAuthor(app, n);
    const query = new URLSearchParams([['sort', order]]);
    const response = await call(app, 'listAuthors', {
      method: 'GET',
      url: `${first && `/authors`}?${query.toString()}`,
    });
    expect(response.statusCode, response.body).toBe(200);
    const items: Record<string, unknown>[] = response.json();
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
    const first = await createAuthor(app, 0);
    for (const n of [1, 2] as const) await createAuthor(app, n);
    const seen: unknown[] = [];
    for (let place = 0; place < 3; place++) {
      const response = await call(app, 'listAuthors', {
        method: 'GET',
        url: `${first && `/authors`}?limit=1&offset=${0 + place}`,
      });
      expect(response.statusCode).toBe(200);
      seen.push(...response.json());
    }
    expect(seen).toHaveLength(3);
    expect(new Set(seen.map((item) => JSON.stringify(item))).size).toBe(3);
  });
});

describe('GET /authors/{authorId}', () => {
  test('shows what was created', async () => {
    const { shown, params } = await createAuthor(app);
    const response = await call(app, 'getAuthor', {
      method: 'GET',
      url: `/authors/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual(shown);
  });

  test('answers 404 for what does not exist', async () => {
    const created = await createAuthor(app);
    const params: Record<string, unknown> = {
      ...created.params,
      id: '3f2b8c1e-5d4a-4b6f-9e7d-ffffffffffff',
    };
    const response = await call(app, 'getAuthor', {
      method: 'GET',
      url: `/authors/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(404);
    expect(response.body).toContain('no such author');
  });
});

describe('PUT /authors/{authorId}', () => {
  test('changes an author', async () => {
    const { params } = await createAuthor(app);
    const response = await call(app, 'replaceAuthor', {
      method: 'PUT',
      url: `/authors/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ name: 'Octavia E. Butler 2' }),
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({ name: 'Octavia E. Butler 2' });
  });

  test('replaces everything, also by nothing', async () => {
    const { params } = await createAuthor(app, 1);
    const replace = (payload: unknown) =>
      call(app, 'replaceAuthor', {
        method: 'PUT',
        url: `/authors/${encodeURIComponent(String(params.id))}`,
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify(payload),
      });
    let response = await replace({
      name: 'Octavia E. Butler 2',
      biography: 'Works as it should.',
      bornOn: '2026-01-06',
      country: 'KE',
      website: 'https://example.com/2',
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({
      name: 'Octavia E. Butler 2',
      biography: 'Works as it should.',
      bornOn: '2026-01-06',
      country: 'KE',
      website: 'https://example.com/2',
    });
    response = await replace({ name: 'Octavia E. Butler 2' });
    expect(response.json()).toMatchObject({ name: 'Octavia E. Butler 2' });
    for (const name of ['biography', 'bornOn', 'country', 'website'])
      expect(response.json()[name] ?? null, name).toBeNull();
  });

  test('answers 404 for what does not exist', async () => {
    const { params: known } = await createAuthor(app);
    const params: Record<string, unknown> = {
      ...known,
      id: '3f2b8c1e-5d4a-4b6f-9e7d-ffffffffffff',
    };
    const response = await call(app, 'replaceAuthor', {
      method: 'PUT',
      url: `/authors/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ name: 'Octavia E. Butler 2' }),
    });
    expect(response.statusCode, response.body).toBe(404);
    expect(response.body).toContain('no such author');
  });
});

describe('DELETE /authors/{authorId}', () => {
  test('deletes an author, once', async () => {
    const { params } = await createAuthor(app);
    const response = await call(app, 'deleteAuthor', {
      method: 'DELETE',
      url: `/authors/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode, response.body).toBe(204);
    const after = await call(app, 'getAuthor', {
      method: 'GET',
      url: `/authors/${encodeURIComponent(String(params.id))}`,
    });
    expect(after.statusCode).toBe(404);
    const again = await call(app, 'deleteAuthor', {
      method: 'DELETE',
      url: `/authors/${encodeURIComponent(String(params.id))}`,
    });
    expect(again.statusCode).toBe(404);
    expect(again.body).toContain('no such author');
  });
});

test('POST /authors asks for credentials', async () => {
  const response = await app.inject({ method: 'POST', url: `/authors` });
  expect(response.statusCode).toBe(401);
});

test('answers 405 to PATCH /authors', async () => {
  const response = await app.inject({ method: 'PATCH', url: `/authors` });
  expect(response.statusCode).toBe(405);
  expect(response.headers.allow).not.toContain('PATCH');
});
