import { type FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { call } from './api.ts';
import { createBook } from './book.ts';

/** What clients might send: the first with everything, the others with what must be there. */
export const reviewSamples = [
  {
    rating: 5,
    title: 'Could not put it down',
    text: 'I read it in one night and started again.',
    reviewer: 'Wangari',
    reviewerEmail: 'ada@example.com',
  },
  { rating: 1, text: 'I read it in one night and started again 2.', reviewer: 'Wangari2' },
  { rating: 2, text: 'I read it in one night and started again 3.', reviewer: 'Wangari3' },
] as const;

/** Makes review number `n` over HTTP, with what it refers to and with `more`, and answers it as it was shown. */
export async function createReview(
  app: FastifyInstance,
  n: 0 | 1 | 2 = 0,
  within?: Record<string, unknown>,
  more: Record<string, unknown> = {},
) {
  const forBook = await createBook(app, n);
  const params: Record<string, unknown> = within ?? { bookId: forBook.params.id };
  const body = reviewSamples[n];
  const response = await call(app, 'createReview', {
    method: 'POST',
    url: `/books/${encodeURIComponent(String(params.bookId))}/reviews`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ ...body, ...more }),
  });
  expect(response.statusCode, response.body).toBe(201);
  const shown: Record<string, unknown> = response.json();
  const keys: Record<string, unknown> = { ...params, id: shown.id };
  return { body, shown, response, params: keys };
}
