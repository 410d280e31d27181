import { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call, startService } from './support/api.ts';

let app: FastifyInstance;
beforeEach(async () => {
  app = await startService();
});
afterEach(() => app.close());

describe('operations that wait for business logic', () => {
  test.each([
    [
      'reopenTicket',
      'POST',
      `/tickets/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}/reopen`,
    ],
  ] as const)('%s answers 501', async (id, method, url) => {
    expect((await call(app, id, { method, url })).statusCode).toBe(501);
  });
});

test('POST /tickets/{ticketId}/assign asks for credentials', async () => {
  const response = await app.inject({
    method: 'POST',
    url: `/tickets/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}/assign`,
  });
  expect(response.statusCode).toBe(401);
});

test('answers 405 to PATCH /tickets/{ticketId}/assign', async () => {
  const response = await app.inject({
    method: 'PATCH',
    url: `/tickets/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}/assign`,
  });
  expect(response.statusCode).toBe(405);
  expect(response.headers.allow).not.toContain('PATCH');
});
