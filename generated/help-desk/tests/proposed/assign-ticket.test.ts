// Proposed by a language model for assignTicket (run 0001-c825d850), before it saw any implementation.
// Not approved yet: read it, correct it, and approve it (specwright tests approve assignTicket) once it says what you want.
import { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Context } from '../../src/context.ts';
import { assignTicket } from '../../src/resources/tickets/logic.ts';
import { givenAgent, givenTicket } from '../support/given.ts';
import { call, startWithRecords } from '../support/api.ts';
import { isOpen } from '../support/logic.ts';

let app: FastifyInstance;
let context: Context;
beforeEach(async () => {
  ({ app, context } = await startWithRecords());
});
afterEach(() => app.close());

describe.skipIf(isOpen(assignTicket))('assignTicket', () => {
  test('Assigning a ticket to the agent who has it already changes nothing and answers 200.', async () => {
    await givenAgent(context, { handle: 'amina', active: true });
    const ticket = await givenTicket(context, {
      status: 'pending',
      assignee: 'amina',
      updatedAt: '2026-01-01T00:00:00.000Z',
    });
    const response = await call(app, 'assignTicket', {
      method: 'POST',
      url: `/tickets/${encodeURIComponent(String(ticket.id))}/assign`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ agent: 'amina' }),
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({
      data: { assignee: 'amina', updatedAt: '2026-01-01T00:00:00.000Z' },
    });
  });
});
