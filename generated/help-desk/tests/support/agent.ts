import { type FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { call } from './api.ts';

/** What clients might send: the first with everything, the others with what must be there. */
export const agentSamples = [
  {
    handle: 'amina',
    name: 'Amina Yusuf',
    role: 'agent',
    active: true,
    pin: '905286',
    avatar: 'aGVhcnQ=',
  },
  { handle: 'amina2', name: 'Amina Yusuf 2', role: 'admin', active: false },
  { handle: 'amina3', name: 'Amina Yusuf 3', role: 'agent', active: true },
] as const;

/** Makes agent number `n` over HTTP, with what it refers to and with `more`, and answers it as it was shown. */
export async function createAgent(
  app: FastifyInstance,
  n: 0 | 1 | 2 = 0,
  within?: Record<string, unknown>,
  more: Record<string, unknown> = {},
) {
  const params: Record<string, unknown> = within ?? {};
  const body = agentSamples[n];
  const response = await call(app, 'createAgent', {
    method: 'POST',
    url: `/agents`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ ...body, ...more }),
  });
  expect(response.statusCode, response.body).toBe(201);
  const shown: Record<string, unknown> = response.json().data;
  const keys: Record<string, unknown> = { ...params, handle: shown.handle };
  return { body, shown, response, params: keys };
}
