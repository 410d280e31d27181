import { type FastifyInstance, type InjectOptions } from 'fastify';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialsFor, startService } from '../support/api.ts';

let app: FastifyInstance;
beforeAll(async () => {
  ({ app } = await startService());
});
afterAll(() => app.close());

/** Asks an operation, with credentials. */
function ask(
  operationId: string,
  { url, ...options }: InjectOptions & { url: string },
  service = app,
) {
  const { headers, query } = credentialsFor(operationId);
  const separator = query === '' ? '' : url.includes('?') ? '&' : '?';
  return service.inject({
    ...options,
    url: `${url}${separator}${query}`,
    headers: { ...options.headers, ...headers },
  });
}

/** Words that would tell how the service is made: stacks, queries, files, packages. */
const LEAK =
  /\bat .+:\d+:\d+|node_modules|\bselect\b.+\bfrom\b|SQLITE_|kysely|[\\/]src[\\/][\w/-]+\.ts/i;

test('answers carry the headers that protect browsers, and none that tells what runs', async () => {
  for (const url of ['/healthz', '/surely/not/here']) {
    const { headers } = await app.inject(url);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('server');
  }
});

test('who came by TLS is told to always do, and nobody else', async () => {
  const name = 'strict-transport-security';
  const url = '/healthz';
  const secure = await app.inject({
    method: 'GET',
    url,
    headers: { 'x-forwarded-proto': 'https' },
  });
  expect(secure.headers[name]).toMatch(/^max-age=\d{7,}/);
  const plain = await app.inject({ method: 'GET', url, headers: { 'x-forwarded-proto': 'http' } });
  expect(plain.headers).not.toHaveProperty(name);
});

test('browsers of other origins are not let in', async () => {
  const headers = { origin: 'https://elsewhere.test', 'access-control-request-method': 'GET' };
  for (const method of ['GET', 'OPTIONS'] as const) {
    const answer = await app.inject({ method, url: '/healthz', headers });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual(
      [],
    );
  }
});

test('a fault of the service tells nothing of its inside', async () => {
  const { app: broken, database } = await startService();
  const list = () => ask('listAuthors', { method: 'GET', url: `/authors` }, broken);
  expect((await list()).statusCode).toBeLessThan(300);
  await database.destroy();
  const response = await list();
  expect(response.statusCode).toBeGreaterThanOrEqual(500);
  expect(response.body).not.toMatch(LEAK);
});

test('bodies beyond the limit are refused', async () => {
  const response = await ask('createAuthor', {
    method: 'POST',
    url: `/authors`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify('x'.repeat(2 ** 20)),
  });
  expect(response.statusCode).toBe(413);
});

test('names that JavaScript gives a meaning are no members', async () => {
  await ask('createAuthor', {
    method: 'POST',
    url: `/authors`,
    headers: { 'content-type': 'application/json' },
    payload:
      '{ "__proto__": { "polluted": 1 }, "constructor": { "prototype": { "polluted": 1 } } }',
  });
  expect({}).not.toHaveProperty('polluted');
});

/** What would mean something to SQL, a shell, a template, a file system or a terminal. */
const HOSTILE = [
  `' OR '1'='1`,
  `'; drop table x; --`,
  `" OR ""="`,
  '../../etc/passwd',
  '$(id)',
  '${7*7}',
  '%',
  '\\',
  '\u0000',
  '\u001b[2J',
  '9'.repeat(400),
];

test.each<[string, string, NonNullable<InjectOptions['method']>, (text: string) => string]>([
  ['GET /authors q', 'listAuthors', 'GET', (text) => `/authors?q=${text}`],
  ['GET /authors country', 'listAuthors', 'GET', (text) => `/authors?country=${text}`],
  ['GET /authors sort', 'listAuthors', 'GET', (text) => `/authors?sort=${text}`],
  ['GET /authors limit', 'listAuthors', 'GET', (text) => `/authors?limit=${text}`],
  ['GET /authors offset', 'listAuthors', 'GET', (text) => `/authors?offset=${text}`],
  ['GET /authors/{authorId} authorId', 'getAuthor', 'GET', (text) => `/authors/${text}`],
  ['PUT /authors/{authorId} authorId', 'replaceAuthor', 'PUT', (text) => `/authors/${text}`],
  ['DELETE /authors/{authorId} authorId', 'deleteAuthor', 'DELETE', (text) => `/authors/${text}`],
  ['GET /genres/{slug} slug', 'getGenre', 'GET', (text) => `/genres/${text}`],
  ['DELETE /genres/{slug} slug', 'deleteGenre', 'DELETE', (text) => `/genres/${text}`],
  ['GET /books q', 'listBooks', 'GET', (text) => `/books?q=${text}`],
  ['GET /books authorId', 'listBooks', 'GET', (text) => `/books?authorId=${text}`],
  ['GET /books genreSlug', 'listBooks', 'GET', (text) => `/books?genreSlug=${text}`],
  ['GET /books format', 'listBooks', 'GET', (text) => `/books?format=${text}`],
  ['GET /books inPrint', 'listBooks', 'GET', (text) => `/books?inPrint=${text}`],
  ['GET /books minPrice', 'listBooks', 'GET', (text) => `/books?minPrice=${text}`],
  ['GET /books maxPrice', 'listBooks', 'GET', (text) => `/books?maxPrice=${text}`],
  ['GET /books publishedAfter', 'listBooks', 'GET', (text) => `/books?publishedAfter=${text}`],
  ['GET /books sort', 'listBooks', 'GET', (text) => `/books?sort=${text}`],
  ['GET /books cursor', 'listBooks', 'GET', (text) => `/books?cursor=${text}`],
  ['GET /books limit', 'listBooks', 'GET', (text) => `/books?limit=${text}`],
  ['GET /books/{bookId} bookId', 'getBook', 'GET', (text) => `/books/${text}`],
  ['PUT /books/{bookId} bookId', 'replaceBook', 'PUT', (text) => `/books/${text}`],
  ['DELETE /books/{bookId} bookId', 'deleteBook', 'DELETE', (text) => `/books/${text}`],
  ['PATCH /books/{bookId} bookId', 'updateBook', 'PATCH', (text) => `/books/${text}`],
  ['GET /books/{bookId}/reviews bookId', 'listReviews', 'GET', (text) => `/books/${text}/reviews`],
  [
    'GET /books/{bookId}/reviews rating',
    'listReviews',
    'GET',
    (text) =>
      `/books/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}/reviews?rating=${text}`,
  ],
  [
    'GET /books/{bookId}/reviews cursor',
    'listReviews',
    'GET',
    (text) =>
      `/books/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}/reviews?cursor=${text}`,
  ],
  [
    'GET /books/{bookId}/reviews limit',
    'listReviews',
    'GET',
    (text) =>
      `/books/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}/reviews?limit=${text}`,
  ],
  [
    'POST /books/{bookId}/reviews bookId',
    'createReview',
    'POST',
    (text) => `/books/${text}/reviews`,
  ],
  [
    'GET /books/{bookId}/reviews/{reviewId} bookId',
    'getReview',
    'GET',
    (text) =>
      `/books/${text}/reviews/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}`,
  ],
  [
    'GET /books/{bookId}/reviews/{reviewId} reviewId',
    'getReview',
    'GET',
    (text) =>
      `/books/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}/reviews/${text}`,
  ],
  [
    'DELETE /books/{bookId}/reviews/{reviewId} bookId',
    'deleteReview',
    'DELETE',
    (text) =>
      `/books/${text}/reviews/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}`,
  ],
  [
    'DELETE /books/{bookId}/reviews/{reviewId} reviewId',
    'deleteReview',
    'DELETE',
    (text) =>
      `/books/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}/reviews/${text}`,
  ],
])('%s takes hostile text as a value', async (_what, id, method, urlWith) => {
  for (const text of HOSTILE) {
    const response = await ask(id, { method, url: urlWith(encodeURIComponent(text)) });
    expect(response.statusCode, text).not.toBe(500);
    expect(response.body.replaceAll(text, ''), text).not.toMatch(LEAK);
  }
  // Requests that are injected keep their memory for as long as the event loop does not turn.
  await setImmediate();
});
