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
  const list = () => ask('listTickets', { method: 'GET', url: `/tickets` }, broken);
  expect((await list()).statusCode).toBeLessThan(300);
  await database.destroy();
  const response = await list();
  expect(response.statusCode).toBeGreaterThanOrEqual(500);
  expect(response.body).not.toMatch(LEAK);
});

test('bodies beyond the limit are refused', async () => {
  const response = await ask('createTicket', {
    method: 'POST',
    url: `/tickets`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify('x'.repeat(2 ** 20)),
  });
  expect(response.statusCode).toBe(413);
});

test('names that JavaScript gives a meaning are no members', async () => {
  await ask('createTicket', {
    method: 'POST',
    url: `/tickets`,
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
  ['GET /tickets status', 'listTickets', 'GET', (text) => `/tickets?status=${text}`],
  ['GET /tickets priority', 'listTickets', 'GET', (text) => `/tickets?priority=${text}`],
  ['GET /tickets customerId', 'listTickets', 'GET', (text) => `/tickets?customerId=${text}`],
  ['GET /tickets assignee', 'listTickets', 'GET', (text) => `/tickets?assignee=${text}`],
  ['GET /tickets dueBefore', 'listTickets', 'GET', (text) => `/tickets?dueBefore=${text}`],
  ['GET /tickets createdAfter', 'listTickets', 'GET', (text) => `/tickets?createdAfter=${text}`],
  ['GET /tickets search', 'listTickets', 'GET', (text) => `/tickets?search=${text}`],
  ['GET /tickets sort', 'listTickets', 'GET', (text) => `/tickets?sort=${text}`],
  ['GET /tickets order', 'listTickets', 'GET', (text) => `/tickets?order=${text}`],
  ['GET /tickets page', 'listTickets', 'GET', (text) => `/tickets?page=${text}`],
  ['GET /tickets per_page', 'listTickets', 'GET', (text) => `/tickets?per_page=${text}`],
  ['GET /tickets/{ticketId} ticketId', 'getTicket', 'GET', (text) => `/tickets/${text}`],
  ['DELETE /tickets/{ticketId} ticketId', 'deleteTicket', 'DELETE', (text) => `/tickets/${text}`],
  ['PATCH /tickets/{ticketId} ticketId', 'updateTicket', 'PATCH', (text) => `/tickets/${text}`],
  [
    'GET /tickets/{ticketId}/comments ticketId',
    'listComments',
    'GET',
    (text) => `/tickets/${text}/comments`,
  ],
  [
    'GET /tickets/{ticketId}/comments internal',
    'listComments',
    'GET',
    (text) =>
      `/tickets/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}/comments?internal=${text}`,
  ],
  [
    'GET /tickets/{ticketId}/comments page',
    'listComments',
    'GET',
    (text) =>
      `/tickets/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}/comments?page=${text}`,
  ],
  [
    'GET /tickets/{ticketId}/comments per_page',
    'listComments',
    'GET',
    (text) =>
      `/tickets/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}/comments?per_page=${text}`,
  ],
  [
    'POST /tickets/{ticketId}/comments ticketId',
    'createComment',
    'POST',
    (text) => `/tickets/${text}/comments`,
  ],
  [
    'DELETE /tickets/{ticketId}/comments/{commentId} ticketId',
    'deleteComment',
    'DELETE',
    (text) =>
      `/tickets/${text}/comments/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}`,
  ],
  [
    'DELETE /tickets/{ticketId}/comments/{commentId} commentId',
    'deleteComment',
    'DELETE',
    (text) =>
      `/tickets/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}/comments/${text}`,
  ],
  ['GET /customers email', 'listCustomers', 'GET', (text) => `/customers?email=${text}`],
  ['GET /customers search', 'listCustomers', 'GET', (text) => `/customers?search=${text}`],
  ['GET /customers page', 'listCustomers', 'GET', (text) => `/customers?page=${text}`],
  ['GET /customers per_page', 'listCustomers', 'GET', (text) => `/customers?per_page=${text}`],
  ['GET /customers/{customerId} customerId', 'getCustomer', 'GET', (text) => `/customers/${text}`],
  [
    'PUT /customers/{customerId} customerId',
    'replaceCustomer',
    'PUT',
    (text) => `/customers/${text}`,
  ],
  ['GET /agents/{handle} handle', 'getAgent', 'GET', (text) => `/agents/${text}`],
  ['DELETE /agents/{handle} handle', 'deleteAgent', 'DELETE', (text) => `/agents/${text}`],
])('%s takes hostile text as a value', async (_what, id, method, urlWith) => {
  for (const text of HOSTILE) {
    const response = await ask(id, { method, url: urlWith(encodeURIComponent(text)) });
    expect(response.statusCode, text).not.toBe(500);
    expect(response.body.replaceAll(text, ''), text).not.toMatch(LEAK);
  }
  // Requests that are injected keep their memory for as long as the event loop does not turn.
  await setImmediate();
});
