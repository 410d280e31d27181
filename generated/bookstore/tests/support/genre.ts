import { type FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { call } from './api.ts';

/** What clients might send: the first with everything, the others with what must be there. */
export const genreSamples = [
  { slug: 'science-fiction', label: 'Science fiction', shelf: 10 },
  { slug: 'science-fiction2', label: 'Science fiction 2' },
  { slug: 'science-fiction3', label: 'Science fiction 3' },
] as const;

/** Makes genre number `n` over HTTP, with what it refers to and with `more`, and answers it as it was shown. */
export async function createGenre(
  app: FastifyInstance,
  n: 0 | 1 | 2 = 0,
  within?: Record<string, unknown>,
  more: Record<string, unknown> = {},
) {
  const params: Record<string, unknown> = within ?? {};
  const body = genreSamples[n];
  const response = await call(app, 'createGenre', {
    method: 'POST',
    url: `/genres`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ ...body, ...more }),
  });
  expect(response.statusCode, response.body).toBe(201);
  const shown: Record<string, unknown> = response.json();
  const keys: Record<string, unknown> = { ...params, slug: shown.slug };
  return { body, shown, response, params: keys };
}
