import { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Database } from '../src/database.ts';
import { call, emptyTables, startService } from './support/api.ts';
import { createReview } from './support/review.ts';

let app: FastifyInstance;
let database: Database;
beforeAll(async () => {
  ({ app, database } = await startService());
});
afterEach(() => emptyTables(database));
afterAll(() => app.close());

describe('POST /books/{bookId}/reviews', () => {
  test('creates a review and shows what was sent', async () => {
    const { body, shown } = await createReview(app);
    const sent: Record<string, unknown> = body;
    // Defaults may have been put in, also deep inside.
    for (const name of ['rating', 'title', 'text', 'reviewer'])
      expect({ [name]: shown[name] }).toMatchObject({ [name]: sent[name] });
  });

  test('tells where it is', async () => {
    const { response } = await createReview(app);
    const found = await call(app, 'getReview', {
      method: 'GET',
      url: String(response.headers.location),
    });
    expect(found.statusCode).toBe(200);
  });

  test.each<[string, unknown]>([
    [
      'rating missing',
      {
        title: 'Could not put it down',
        text: 'I read it in one night and started again.',
        reviewer: 'Wangari',
        reviewerEmail: 'ada@example.com',
      },
    ],
    [
      'title too long',
      {
        rating: 5,
        text: 'I read it in one night and started again.',
        reviewer: 'Wangari',
        reviewerEmail: 'ada@example.com',
        title:
          'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      },
    ],
    [
      'text too short',
      {
        rating: 5,
        title: 'Could not put it down',
        reviewer: 'Wangari',
        reviewerEmail: 'ada@example.com',
        text: '',
      },
    ],
    [
      'reviewer of another type',
      {
        rating: 5,
        title: 'Could not put it down',
        text: 'I read it in one night and started again.',
        reviewerEmail: 'ada@example.com',
        reviewer: 42,
      },
    ],
    [
      'reviewerEmail of another format',
      {
        rating: 5,
        title: 'Could not put it down',
        text: 'I read it in one night and started again.',
        reviewer: 'Wangari',
        reviewerEmail: 'not a valid value',
      },
    ],
    [
      'rating too small',
      {
        title: 'Could not put it down',
        text: 'I read it in one night and started again.',
        reviewer: 'Wangari',
        reviewerEmail: 'ada@example.com',
        rating: 0,
      },
    ],
    [
      'text null',
      {
        rating: 5,
        title: 'Could not put it down',
        reviewer: 'Wangari',
        reviewerEmail: 'ada@example.com',
        text: null,
      },
    ],
    [
      'rating too large',
      {
        title: 'Could not put it down',
        text: 'I read it in one night and started again.',
        reviewer: 'Wangari',
        reviewerEmail: 'ada@example.com',
        rating: 6,
      },
    ],
  ])('refuses a body with %s', async (_what, payload) => {
    const first = await createReview(app);
    const response = await call(app, 'createReview', {
      method: 'POST',
      url: `/books/${encodeURIComponent(String(first.params.bookId))}/reviews`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(payload),
    });
    expect([400, 422]).toContain(response.statusCode);
  });

  test('refuses a body that is not JSON', async () => {
    const first = await createReview(app);
    const response = await call(app, 'createReview', {
      method: 'POST',
      url: `/books/${encodeURIComponent(String(first.params.bookId))}/reviews`,
      headers: { 'content-type': 'APPLICATION/JSON; charset=utf-8' },
      payload: '{ "not json',
    });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a request without a body', async () => {
    const first = await createReview(app);
    const response = await call(app, 'createReview', {
      method: 'POST',
      url: `/books/${encodeURIComponent(String(first.params.bookId))}/reviews`,
    });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a media type that is not declared', async () => {
    const first = await createReview(app);
    const response = await call(app, 'createReview', {
      method: 'POST',
      url: `/books/${encodeURIComponent(String(first.params.bookId))}/reviews`,
      headers: { 'content-type': 'application/x-unheard-of' },
      payload: 'x',
    });
    expect(response.statusCode).toBe(415);
  });

  test('shows nobody what is only written', async () => {
    const { shown } = await createReview(app);
    for (const name of ['reviewerEmail']) expect(shown).not.toHaveProperty([name]);
  });
});

describe('GET /books/{bookId}/reviews', () => {
  test('lists what was created', async () => {
    const first = await createReview(app);
    const second = await createReview(app, 1, first.params);
    const response = await call(app, 'listReviews', {
      method: 'GET',
      url: `/books/${encodeURIComponent(String(first.params.bookId))}/reviews`,
    });
    expect(response.statusCode).toBe(200);
    const items: unknown[] = response.json().items;
    expect(items).toHaveLength(2);
    expect(first.params).not.toEqual(second.params);
  });

  test('refuses a parameter that is not declared', async () => {
    const first = await createReview(app);
    const response = await call(app, 'listReviews', {
      method: 'GET',
      url: `${`/books/${encodeURIComponent(String(first.params.bookId))}/reviews`}?surely-unknown=1`,
    });
    expect([400, 422]).toContain(response.statusCode);
    expect(first.response.statusCode).toBeLessThan(300);
  });

  test('lists nothing of another parent', async () => {
    const first = await createReview(app);
    await createReview(app, 1);
    const response = await call(app, 'listReviews', {
      method: 'GET',
      url: `/books/${encodeURIComponent(String(first.params.bookId))}/reviews`,
    });
    expect(response.statusCode).toBe(200);
    expect(response.json().items).toHaveLength(1);
  });

  test('answers 404 under a parent that is not there, as does a create', async () => {
    const made = await createReview(app);
    const params: Record<string, unknown> = {
      ...made.params,
      bookId: '3f2b8c1e-5d4a-4b6f-9e7d-ffffffffffff',
    };
    const first = { ...made, params };
    const listed = await call(app, 'listReviews', {
      method: 'GET',
      url: `/books/${encodeURIComponent(String(first.params.bookId))}/reviews`,
    });
    expect(listed.statusCode).toBe(404);
    expect(listed.body).toContain('no such book');
    const created = await call(app, 'createReview', {
      method: 'POST',
      url: `/books/${encodeURIComponent(String(first.params.bookId))}/reviews`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(first.body),
    });
    expect(created.statusCode).toBe(404);
  });

  test.each<[parameter: string, field: string, holds: (one: unknown, first: unknown) => boolean]>([
    ['rating', 'rating', (one, first) => one === first],
  ])('keeps what %s asks for', async (parameter, field, holds) => {
    const first = await createReview(app);
    const second = await createReview(app, 1, first.params);
    const query = new URLSearchParams([[parameter, String(first.shown[field])]]);
    const response = await call(app, 'listReviews', {
      method: 'GET',
      url: `${`/books/${encodeURIComponent(String(first.params.bookId))}/reviews`}?${query.toString()}`,
    });
    expect(response.statusCode, response.body).toBe(200);
    const items: Record<string, unknown>[] = response.json().items;
    const kept = [first, second]
      .map(({ shown }) => shown[field])
      .filter((one) => holds(one, first.shown[field]));
    expect(items.map((item) => item[field])).toEqual(expect.arrayContaining(kept));
    expect(items).toHaveLength(kept.length);
  });

  test('pages through all of them, each once', async () => {
    const first = await createReview(app, 0);
    for (const n of [1, 2] as const) await createReview(app, n, first.params);
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const where = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const response = await call(app, 'listReviews', {
        method: 'GET',
        url: `${first && `/books/${encodeURIComponent(String(first.params.bookId))}/reviews`}?limit=1${where}`,
      });
      expect(response.statusCode).toBe(200);
      seen.push(...response.json().items);
      cursor = response.json().nextCursor || undefined;
    } while (cursor !== undefined && seen.length < 10);
    expect(seen).toHaveLength(3);
    expect(new Set(seen.map((item) => JSON.stringify(item))).size).toBe(3);
  });
});

describe('GET /books/{bookId}/reviews/{reviewId}', () => {
  test('shows what was created', async () => {
    const { shown, params } = await createReview(app);
    const response = await call(app, 'getReview', {
      method: 'GET',
      url: `/books/${encodeURIComponent(String(params.bookId))}/reviews/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual(shown);
  });

  test('answers 404 for what does not exist', async () => {
    const created = await createReview(app);
    const params: Record<string, unknown> = {
      ...created.params,
      id: '3f2b8c1e-5d4a-4b6f-9e7d-ffffffffffff',
    };
    const response = await call(app, 'getReview', {
      method: 'GET',
      url: `/books/${encodeURIComponent(String(params.bookId))}/reviews/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(404);
    expect(response.body).toContain('no such review');
  });
});

describe('DELETE /books/{bookId}/reviews/{reviewId}', () => {
  test('deletes a review, once', async () => {
    const { params } = await createReview(app);
    const response = await call(app, 'deleteReview', {
      method: 'DELETE',
      url: `/books/${encodeURIComponent(String(params.bookId))}/reviews/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode, response.body).toBe(204);
    const after = await call(app, 'getReview', {
      method: 'GET',
      url: `/books/${encodeURIComponent(String(params.bookId))}/reviews/${encodeURIComponent(String(params.id))}`,
    });
    expect(after.statusCode).toBe(404);
    const again = await call(app, 'deleteReview', {
      method: 'DELETE',
      url: `/books/${encodeURIComponent(String(params.bookId))}/reviews/${encodeURIComponent(String(params.id))}`,
    });
    expect(again.statusCode).toBe(404);
    expect(again.body).toContain('no such review');
  });
});

test('DELETE /books/{bookId}/reviews/{reviewId} asks for credentials', async () => {
  const response = await app.inject({
    method: 'DELETE',
    url: `/books/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}/reviews/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}`,
  });
  expect(response.statusCode).toBe(401);
});

test('answers 405 to PATCH /books/{bookId}/reviews', async () => {
  const response = await app.inject({
    method: 'PATCH',
    url: `/books/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}/reviews`,
  });
  expect(response.statusCode).toBe(405);
  expect(response.headers.allow).not.toContain('PATCH');
});
