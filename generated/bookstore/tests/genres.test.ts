import { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Database } from '../src/database.ts';
import { call, emptyTables, startService } from './support/api.ts';
import { createGenre, genreSamples } from './support/genre.ts';

let app: FastifyInstance;
let database: Database;
beforeAll(async () => {
  ({ app, database } = await startService());
});
afterEach(() => emptyTables(database));
afterAll(() => app.close());

describe('POST /genres', () => {
  test('creates a genre and shows what was sent', async () => {
    const { body, shown } = await createGenre(app);
    const sent: Record<string, unknown> = body;
    // Defaults may have been put in, also deep inside.
    for (const name of ['slug', 'label', 'shelf'])
      expect({ [name]: shown[name] }).toMatchObject({ [name]: sent[name] });
  });

  test('tells where it is', async () => {
    const { response } = await createGenre(app);
    const found = await call(app, 'getGenre', {
      method: 'GET',
      url: String(response.headers.location),
    });
    expect(found.statusCode).toBe(200);
  });

  test.each<[string, unknown]>([
    ['slug missing', { label: 'Science fiction', shelf: 10 }],
    ['label too short', { slug: 'science-fiction', shelf: 10, label: '' }],
    ['shelf too small', { slug: 'science-fiction', label: 'Science fiction', shelf: 0 }],
    [
      'slug too long',
      { label: 'Science fiction', shelf: 10, slug: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' },
    ],
    ['label of another type', { slug: 'science-fiction', shelf: 10, label: 42 }],
    ['shelf too large', { slug: 'science-fiction', label: 'Science fiction', shelf: 401 }],
    ['slug of another form', { label: 'Science fiction', shelf: 10, slug: '¡ ¿' }],
    ['label null', { slug: 'science-fiction', shelf: 10, label: null }],
  ])('refuses a body with %s', async (_what, payload) => {
    await createGenre(app);
    const response = await call(app, 'createGenre', {
      method: 'POST',
      url: `/genres`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(payload),
    });
    expect([400, 422]).toContain(response.statusCode);
  });

  test('refuses a body that is not JSON', async () => {
    await createGenre(app);
    const response = await call(app, 'createGenre', {
      method: 'POST',
      url: `/genres`,
      headers: { 'content-type': 'APPLICATION/JSON; charset=utf-8' },
      payload: '{ "not json',
    });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a request without a body', async () => {
    await createGenre(app);
    const response = await call(app, 'createGenre', { method: 'POST', url: `/genres` });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a media type that is not declared', async () => {
    await createGenre(app);
    const response = await call(app, 'createGenre', {
      method: 'POST',
      url: `/genres`,
      headers: { 'content-type': 'application/x-unheard-of' },
      payload: 'x',
    });
    expect(response.statusCode).toBe(415);
  });

  test('refuses a second one with the same unique value', async () => {
    const first = await createGenre(app);
    const response = await call(app, 'createGenre', {
      method: 'POST',
      url: `/genres`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ ...genreSamples[1], ...first.body }),
    });
    expect(response.statusCode).toBe(409);
  });
});

describe('GET /genres', () => {
  test('lists what was created', async () => {
    const first = await createGenre(app);
    const second = await createGenre(app, 1);
    const response = await call(app, 'listGenres', { method: 'GET', url: `/genres` });
    expect(response.statusCode).toBe(200);
    const items: unknown[] = response.json();
    expect(items).toHaveLength(2);
    expect(first.params).not.toEqual(second.params);
  });

  test('refuses a parameter that is not declared', async () => {
    const first = await createGenre(app);
    const response = await call(app, 'listGenres', {
      method: 'GET',
      url: `${`/genres`}?surely-unknown=1`,
    });
    expect([400, 422]).toContain(response.statusCode);
    expect(first.response.statusCode).toBeLessThan(300);
  });
});

describe('GET /genres/{slug}', () => {
  test('shows what was created', async () => {
    const { shown, params } = await createGenre(app);
    const response = await call(app, 'getGenre', {
      method: 'GET',
      url: `/genres/${encodeURIComponent(String(params.slug))}`,
    });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual(shown);
  });
});

describe('DELETE /genres/{slug}', () => {
  test('deletes a genre, once', async () => {
    const { params } = await createGenre(app);
    const response = await call(app, 'deleteGenre', {
      method: 'DELETE',
      url: `/genres/${encodeURIComponent(String(params.slug))}`,
    });
    expect(response.statusCode, response.body).toBe(204);
    const after = await call(app, 'getGenre', {
      method: 'GET',
      url: `/genres/${encodeURIComponent(String(params.slug))}`,
    });
    expect(after.statusCode).toBe(404);
    const again = await call(app, 'deleteGenre', {
      method: 'DELETE',
      url: `/genres/${encodeURIComponent(String(params.slug))}`,
    });
    expect(again.statusCode).toBe(404);
    expect(again.body).toContain('no such genre');
  });
});

test('POST /genres asks for credentials', async () => {
  const response = await app.inject({ method: 'POST', url: `/genres` });
  expect(response.statusCode).toBe(401);
});

test('answers 405 to PATCH /genres', async () => {
  const response = await app.inject({ method: 'PATCH', url: `/genres` });
  expect(response.statusCode).toBe(405);
  expect(response.headers.allow).not.toContain('PATCH');
});
