import { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Database } from '../../src/database.ts';
import { assignTicket, closeTicket } from '../../src/resources/tickets/logic.ts';
import { call, emptyTables, startService } from '../support/api.ts';
import { isOpen } from '../support/logic.ts';
import { fold } from '../support/workflow.ts';

let app: FastifyInstance;
let database: Database;
beforeAll(async () => {
  ({ app, database } = await startService());
});
afterEach(() => emptyTables(database));
afterAll(() => app.close());

/** raise-ticket: A customer raises a ticket */
async function raiseTicket(inputs = { subject: 'The printer prints only hearts' }) {
  const addCustomer = await call(app, 'createCustomer', {
    method: 'POST',
    url: `/customers`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ name: 'Ada Obi', email: 'ada@example.com' }),
  });
  expect(addCustomer.statusCode, addCustomer.body).toBe(201);
  const customerId = addCustomer.json().data.id;

  const addTicket = await call(app, 'createTicket', {
    method: 'POST',
    url: `/tickets`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({
      subject: inputs.subject,
      description: 'Since Monday every page comes out with a heart in each corner.',
      customerId,
      priority: 'high',
    }),
  });
  expect(addTicket.statusCode, addTicket.body).toBe(201);
  expect(fold(addTicket.json().data.status)).toBe('open');
  const ticketId = addTicket.json().data.id;
  return { ticketId };
}

test('raise-ticket: A customer raises a ticket', async () => {
  await raiseTicket();
});

test('answer-ticket: A ticket is talked about until the customer is content', async () => {
  const raise = await raiseTicket();
  const ticketId = raise.ticketId;

  const ask = await call(app, 'createComment', {
    method: 'POST',
    url: `/tickets/${encodeURIComponent(String(ticketId))}/comments`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ author: 'Amina', text: 'Which model is it?' }),
  });
  expect(ask.statusCode, ask.body).toBe(201);

  const soften = await call(app, 'updateTicket', {
    method: 'PATCH',
    url: `/tickets/${encodeURIComponent(String(ticketId))}`,
    headers: { 'content-type': 'application/merge-patch+json' },
    payload: JSON.stringify({ priority: 'low' }),
  });
  expect(soften.statusCode, soften.body).toBe(200);
  expect(fold(soften.json().data.priority)).toBe('low');
});

test.skipIf(isOpen(assignTicket) || isOpen(closeTicket))(
  'close-ticket: A ticket is assigned and closed by the agent who has it',
  async () => {
    const raise = await raiseTicket();
    const ticketId = raise.ticketId;

    const addAgent = await call(app, 'createAgent', {
      method: 'POST',
      url: `/agents`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ handle: 'amina', name: 'Amina Yusuf' }),
    });
    expect(addAgent.statusCode, addAgent.body).toBe(201);

    const assign = await call(app, 'assignTicket', {
      method: 'POST',
      url: `/tickets/${encodeURIComponent(String(ticketId))}/assign`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ agent: 'amina' }),
    });
    expect(assign.statusCode, assign.body).toBe(200);
    expect(fold(assign.json().data.status)).toBe('pending');

    const close = await call(app, 'closeTicket', {
      method: 'POST',
      url: `/tickets/${encodeURIComponent(String(ticketId))}/close`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ resolution: 'Replaced the drum.' }),
    });
    expect(close.statusCode, close.body).toBe(200);
    expect(fold(close.json().data.status)).toBe('closed');
  },
);
