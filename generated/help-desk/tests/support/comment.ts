import { type FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { call } from './api.ts';
import { createTicket } from './ticket.ts';

/** What clients might send: the first with everything, the others with what must be there. */
export const commentSamples = [
  { author: 'Amina', text: 'Have you tried the other tray?', internal: false },
  { author: 'Amina2', text: 'Have you tried the other tray 2?', internal: true },
  { author: 'Amina3', text: 'Have you tried the other tray 3?', internal: false },
] as const;

/** Makes comment number `n` over HTTP, with what it refers to and with `more`, and answers it as it was shown. */
export async function createComment(
  app: FastifyInstance,
  n: 0 | 1 | 2 = 0,
  within?: Record<string, unknown>,
  more: Record<string, unknown> = {},
) {
  const forTicket = await createTicket(app, n);
  const params: Record<string, unknown> = within ?? { ticketId: forTicket.params.id };
  const body = commentSamples[n];
  const response = await call(app, 'createComment', {
    method: 'POST',
    url: `/tickets/${encodeURIComponent(String(params.ticketId))}/comments`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ ...body, ...more }),
  });
  expect(response.statusCode, response.body).toBe(201);
  const shown: Record<string, unknown> = response.json().data;
  const keys: Record<string, unknown> = { ...params, id: shown.id };
  return { body, shown, response, params: keys };
}
