import { type FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { call } from './api.ts';
import { createAuthor } from './author.ts';

/** What clients might send: the first with everything, the others with what must be there. */
export const bookSamples = [
  {
    title: 'Kindred',
    subtitle: 'The first of its kind',
    isbn: '9780807083697',
    format: 'hardcover',
    price: 17.5,
    pages: 10,
    inPrint: true,
    publishedOn: '1979-06-01',
    tags: ['time-travel', 'classic'],
    dimensions: { width: 129, height: 198, depth: 10 },
    blurb: 'Made with care.',
  },
  { title: 'Kindred2', isbn: '9782173031255', format: 'paperback', price: 17.51 },
  { title: 'Kindred3', isbn: '9795040268901', format: 'ebook', price: 17.52 },
] as const;

/** Makes book number `n` over HTTP, with what it refers to and with `more`, and answers it as it was shown. */
export async function createBook(
  app: FastifyInstance,
  n: 0 | 1 | 2 = 0,
  within?: Record<string, unknown>,
  more: Record<string, unknown> = {},
) {
  const forAuthor = await createAuthor(app, n);
  const params: Record<string, unknown> = within ?? {};
  const body = { ...bookSamples[n], authorId: forAuthor.params.id };
  const response = await call(app, 'createBook', {
    method: 'POST',
    url: `/books`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ ...body, ...more }),
  });
  expect(response.statusCode, response.body).toBe(201);
  const shown: Record<string, unknown> = response.json();
  const keys: Record<string, unknown> = { ...params, id: shown.id };
  return { body, shown, response, params: keys };
}
