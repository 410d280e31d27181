import { type FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { call } from './api.ts';

/** What clients might send: the first with everything, the others with what must be there. */
export const authorSamples = [
  {
    name: 'Octavia E. Butler',
    biography: 'Made with care.',
    bornOn: '1947-06-22',
    country: 'KE',
    website: 'https://octaviabutler.example',
  },
  { name: 'Octavia E. Butler 2' },
  { name: 'Octavia E. Butler 3' },
] as const;

/** Makes author number `n` over HTTP, with what it refers to and with `more`, and answers it as it was shown. */
export async function createAuthor(
  app: FastifyInstance,
  n: 0 | 1 | 2 = 0,
  within?: Record<string, unknown>,
  more: Record<string, unknown> = {},
) {
  const params: Record<string, unknown> = within ?? {};
  const body = authorSamples[n];
  const response = await call(app, 'createAuthor', {
    method: 'POST',
    url: `/authors`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ ...body, ...more }),
  });
  expect(response.statusCode, response.body).toBe(201);
  const shown: Record<string, unknown> = response.json();
  const keys: Record<string, unknown> = { ...params, id: shown.id };
  return { body, shown, response, params: keys };
}
