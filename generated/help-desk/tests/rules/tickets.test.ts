import { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Context } from '../../src/context.ts';
import { assignTicket, closeTicket, reopenTicket } from '../../src/resources/tickets/logic.ts';
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
  test('An open ticket that is assigned is pending from then on.', async () => {
    const ticket = await givenTicket(context, { status: 'open' });
    await givenAgent(context, { handle: 'amina', active: true });
    const response = await call(app, 'assignTicket', {
      method: 'POST',
      url: `/tickets/${encodeURIComponent(String(ticket.id))}/assign`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ agent: 'amina' }),
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({ data: { status: 'pending', assignee: 'amina' } });
  });

  test('Only an active agent can be given a ticket (409, code agent_inactive).', async () => {
    const ticket = await givenTicket(context, { status: 'open' });
    await givenAgent(context, { handle: 'amina', active: false });
    const response = await call(app, 'assignTicket', {
      method: 'POST',
      url: `/tickets/${encodeURIComponent(String(ticket.id))}/assign`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ agent: 'amina' }),
    });
    expect(response.statusCode, response.body).toBe(409);
    expect(response.json()).toMatchObject({ error: { code: 'agent_inactive' } });
    expect(await context.records.tickets.find(ticket.id)).toMatchObject({
      status: 'open',
      assignee: null,
    });
  });

  test('A closed ticket cannot be assigned (409, code ticket_closed).', async () => {
    const ticket = await givenTicket(context, { status: 'closed' });
    await givenAgent(context, { handle: 'amina', active: true });
    const response = await call(app, 'assignTicket', {
      method: 'POST',
      url: `/tickets/${encodeURIComponent(String(ticket.id))}/assign`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ agent: 'amina' }),
    });
    expect(response.statusCode, response.body).toBe(409);
    expect(response.json()).toMatchObject({ error: { code: 'ticket_closed' } });
  });
});

describe.skipIf(isOpen(closeTicket))('closeTicket', () => {
  test('Closing sets the status to closed, stores the resolution and sets closedAt to now.', async () => {
    const ticket = await givenTicket(context, { status: 'pending' });
    const response = await call(app, 'closeTicket', {
      method: 'POST',
      url: `/tickets/${encodeURIComponent(String(ticket.id))}/close`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ resolution: 'Replaced the drum.' }),
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({
      data: { status: 'closed', resolution: 'Replaced the drum.', closedAt: expect.anything() },
    });
  });

  test('Closing a closed ticket is refused (409, code ticket_closed).', async () => {
    const ticket = await givenTicket(context, {
      status: 'closed',
      resolution: 'Replaced the drum.',
    });
    const response = await call(app, 'closeTicket', {
      method: 'POST',
      url: `/tickets/${encodeURIComponent(String(ticket.id))}/close`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ resolution: 'Again.' }),
    });
    expect(response.statusCode, response.body).toBe(409);
    expect(response.json()).toMatchObject({ error: { code: 'ticket_closed' } });
    expect(await context.records.tickets.find(ticket.id)).toMatchObject({
      resolution: 'Replaced the drum.',
    });
  });
});

describe.skipIf(isOpen(reopenTicket))('reopenTicket', () => {
  test('Reopening sets the status to open and clears the resolution, closedAt and the assignee.', async () => {
    await givenAgent(context, { handle: 'amina' });
    const ticket = await givenTicket(context, {
      status: 'closed',
      assignee: 'amina',
      resolution: 'Replaced the drum.',
    });
    const response = await call(app, 'reopenTicket', {
      method: 'POST',
      url: `/tickets/${encodeURIComponent(String(ticket.id))}/reopen`,
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json()).toMatchObject({
      data: { status: 'open', assignee: null, resolution: null, closedAt: null },
    });
  });

  test('Only a closed ticket can be reopened (409, code ticket_not_closed).', async () => {
    const ticket = await givenTicket(context, { status: 'open' });
    const response = await call(app, 'reopenTicket', {
      method: 'POST',
      url: `/tickets/${encodeURIComponent(String(ticket.id))}/reopen`,
    });
    expect(response.statusCode, response.body).toBe(409);
    expect(response.json()).toMatchObject({ error: { code: 'ticket_not_closed' } });
  });
});
