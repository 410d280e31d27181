import { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Database } from '../src/database.ts';
import { call, emptyTables, startService } from './support/api.ts';
import { reopenTicket } from '../src/resources/tickets/logic.ts';
import { isOpen } from './support/logic.ts';
import { createTicket } from './support/ticket.ts';

let app: FastifyInstance;
let database: Database;
beforeAll(async () => {
  ({ app, database } = await startService());
});
afterEach(() => emptyTables(database));
afterAll(() => app.close());

describe('POST /tickets', () => {
  test('creates a ticket and shows what was sent', async () => {
    const { body, shown } = await createTicket(app);
    const sent: Record<string, unknown> = body;
    // Defaults may have been put in, also deep inside.
    for (const name of [
      'subject',
      'description',
      'priority',
      'dueAt',
      'source',
      'labels',
      'custom',
    ])
      expect({ [name]: shown[name] }).toMatchObject({ [name]: sent[name] });
  });

  test('puts in what is left out', async () => {
    const { shown } = await createTicket(app, 1);
    expect(shown).toMatchObject({ priority: 'normal', labels: [] });
  });

  test('tells where it is', async () => {
    const { response } = await createTicket(app);
    const found = await call(app, 'getTicket', {
      method: 'GET',
      url: String(response.headers.location),
    });
    expect(found.statusCode).toBe(200);
  });

  test.each<[string, unknown]>([
    [
      'subject missing',
      {
        description: 'Since Monday every page comes out with a heart in each corner.',
        customerId: '7f1c6a52-0f6e-4f0e-9a44-0d8a2f7d6f10',
        priority: 'high',
        dueAt: '2026-03-02T17:00:00+01:00',
        source: { channel: 'email', from: 'ada@example.com', messageId: 'Made with care.' },
        labels: ['alpha', 'bravo'],
        custom: { floor: 'alder', printer: 'HP-4100' },
      },
    ],
    [
      'description too short',
      {
        subject: 'The printer prints only hearts',
        customerId: '7f1c6a52-0f6e-4f0e-9a44-0d8a2f7d6f10',
        priority: 'high',
        dueAt: '2026-03-02T17:00:00+01:00',
        source: { channel: 'email', from: 'ada@example.com', messageId: 'Made with care.' },
        labels: ['alpha', 'bravo'],
        custom: { floor: 'alder', printer: 'HP-4100' },
        description: '',
      },
    ],
    [
      'customerId of another format',
      {
        subject: 'The printer prints only hearts',
        description: 'Since Monday every page comes out with a heart in each corner.',
        priority: 'high',
        dueAt: '2026-03-02T17:00:00+01:00',
        source: { channel: 'email', from: 'ada@example.com', messageId: 'Made with care.' },
        labels: ['alpha', 'bravo'],
        custom: { floor: 'alder', printer: 'HP-4100' },
        customerId: 'not a valid value',
      },
    ],
    [
      'priority unknown',
      {
        subject: 'The printer prints only hearts',
        description: 'Since Monday every page comes out with a heart in each corner.',
        customerId: '7f1c6a52-0f6e-4f0e-9a44-0d8a2f7d6f10',
        dueAt: '2026-03-02T17:00:00+01:00',
        source: { channel: 'email', from: 'ada@example.com', messageId: 'Made with care.' },
        labels: ['alpha', 'bravo'],
        custom: { floor: 'alder', printer: 'HP-4100' },
        priority: 'no-such-value',
      },
    ],
    [
      'dueAt of another type',
      {
        subject: 'The printer prints only hearts',
        description: 'Since Monday every page comes out with a heart in each corner.',
        customerId: '7f1c6a52-0f6e-4f0e-9a44-0d8a2f7d6f10',
        priority: 'high',
        source: { channel: 'email', from: 'ada@example.com', messageId: 'Made with care.' },
        labels: ['alpha', 'bravo'],
        custom: { floor: 'alder', printer: 'HP-4100' },
        dueAt: 42,
      },
    ],
    [
      'labels with an item twice',
      {
        subject: 'The printer prints only hearts',
        description: 'Since Monday every page comes out with a heart in each corner.',
        customerId: '7f1c6a52-0f6e-4f0e-9a44-0d8a2f7d6f10',
        priority: 'high',
        dueAt: '2026-03-02T17:00:00+01:00',
        source: { channel: 'email', from: 'ada@example.com', messageId: 'Made with care.' },
        custom: { floor: 'alder', printer: 'HP-4100' },
        labels: ['alpha', 'alpha'],
      },
    ],
    [
      'custom null',
      {
        subject: 'The printer prints only hearts',
        description: 'Since Monday every page comes out with a heart in each corner.',
        customerId: '7f1c6a52-0f6e-4f0e-9a44-0d8a2f7d6f10',
        priority: 'high',
        dueAt: '2026-03-02T17:00:00+01:00',
        source: { channel: 'email', from: 'ada@example.com', messageId: 'Made with care.' },
        labels: ['alpha', 'bravo'],
        custom: null,
      },
    ],
    [
      'subject too long',
      {
        description: 'Since Monday every page comes out with a heart in each corner.',
        customerId: '7f1c6a52-0f6e-4f0e-9a44-0d8a2f7d6f10',
        priority: 'high',
        dueAt: '2026-03-02T17:00:00+01:00',
        source: { channel: 'email', from: 'ada@example.com', messageId: 'Made with care.' },
        labels: ['alpha', 'bravo'],
        custom: { floor: 'alder', printer: 'HP-4100' },
        subject:
          'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      },
    ],
  ])('refuses a body with %s', async (_what, payload) => {
    await createTicket(app);
    const response = await call(app, 'createTicket', {
      method: 'POST',
      url: `/tickets`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(payload),
    });
    expect([400, 422]).toContain(response.statusCode);
  });

  test('refuses a body that is not JSON', async () => {
    await createTicket(app);
    const response = await call(app, 'createTicket', {
      method: 'POST',
      url: `/tickets`,
      headers: { 'content-type': 'APPLICATION/JSON; charset=utf-8' },
      payload: '{ "not json',
    });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a request without a body', async () => {
    await createTicket(app);
    const response = await call(app, 'createTicket', { method: 'POST', url: `/tickets` });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a media type that is not declared', async () => {
    await createTicket(app);
    const response = await call(app, 'createTicket', {
      method: 'POST',
      url: `/tickets`,
      headers: { 'content-type': 'application/x-unheard-of' },
      payload: 'x',
    });
    expect(response.statusCode).toBe(415);
  });

  test('lets no client choose what is read-only', async () => {
    const forced: Record<string, unknown> = {
      id: 'forced by a client',
      createdAt: 'forced by a client',
      updatedAt: 'forced by a client',
      assignee: 'forced by a client',
      resolution: 'forced by a client',
      closedAt: 'forced by a client',
    };
    const { shown } = await createTicket(app, 0, undefined, forced);
    for (const [name, value] of Object.entries(forced)) expect(shown[name]).not.toEqual(value);
  });
});

describe('GET /tickets', () => {
  test('lists what was created', async () => {
    const first = await createTicket(app);
    const second = await createTicket(app, 1);
    const response = await call(app, 'listTickets', { method: 'GET', url: `/tickets` });
    expect(response.statusCode).toBe(200);
    const items: unknown[] = response.json().data;
    expect(items).toHaveLength(2);
    expect(first.params).not.toEqual(second.params);
  });

  test('refuses a parameter that is not declared', async () => {
    const first = await createTicket(app);
    const response = await call(app, 'listTickets', {
      method: 'GET',
      url: `${`/tickets`}?surely-unknown=1`,
    });
    expect([400, 422]).toContain(response.statusCode);
    expect(first.response.statusCode).toBeLessThan(300);
  });

  test.each<[parameter: string, field: string, holds: (one: unknown, first: unknown) => boolean]>([
    ['priority', 'priority', (one, first) => one === first],
    ['customerId', 'customerId', (one, first) => one === first],
  ])('keeps what %s asks for', async (parameter, field, holds) => {
    const first = await createTicket(app);
    const second = await createTicket(app, 1);
    const query = new URLSearchParams([[parameter, String(first.shown[field])]]);
    const response = await call(app, 'listTickets', {
      method: 'GET',
      url: `${`/tickets`}?${query.toString()}`,
    });
    expect(response.statusCode, response.body).toBe(200);
    const items: Record<string, unknown>[] = response.json().data;
    const kept = [first, second]
      .map(({ shown }) => shown[field])
      .filter((one) => holds(one, first.shown[field]));
    expect(items.map((item) => item[field])).toEqual(expect.arrayContaining(kept));
    expect(items).toHaveLength(kept.length);
  });

  test('finds what has the words, and nothing else', async () => {
    const first = await createTicket(app);
    const find = async (words: unknown) => {
      const query = new URLSearchParams([['search', String(words)]]);
      const response = await call(app, 'listTickets', {
        method: 'GET',
        url: `${`/tickets`}?${query.toString()}`,
      });
      expect(response.statusCode, response.body).toBe(200);
      return response.json().data;
    };
    expect(await find(first.shown['subject'])).toHaveLength(1);
    expect(await find('surely nowhere')).toEqual([]);
  });

  test('pages through all of them, each once', async () => {
    const first = await createTicket(app, 0);
    for (const n of [1, 2] as const) await createTicket(app, n);
    const seen: unknown[] = [];
    for (let place = 0; place < 3; place++) {
      const response = await call(app, 'listTickets', {
        method: 'GET',
        url: `${first && `/tickets`}?per_page=1&page=${1 + place}`,
      });
      expect(response.statusCode).toBe(200);
      seen.push(...response.json().data);
    }
    expect(seen).toHaveLength(3);
    expect(new Set(seen.map((item) => JSON.stringify(item))).size).toBe(3);
  });
});

describe('GET /tickets/{ticketId}', () => {
  test('shows what was created', async () => {
    const { shown, params } = await createTicket(app);
    const response = await call(app, 'getTicket', {
      method: 'GET',
      url: `/tickets/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(200);
    expect(response.json().data).toEqual(shown);
  });

  test('answers 404 for what does not exist', async () => {
    const created = await createTicket(app);
    const params: Record<string, unknown> = {
      ...created.params,
      id: '3f2b8c1e-5d4a-4b6f-9e7d-ffffffffffff',
    };
    const response = await call(app, 'getTicket', {
      method: 'GET',
      url: `/tickets/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(404);
    expect(response.body).toContain('no such ticket');
  });
});

describe('PATCH /tickets/{ticketId}', () => {
  test('changes a ticket', async () => {
    const { params } = await createTicket(app);
    const response = await call(app, 'updateTicket', {
      method: 'PATCH',
      url: `/tickets/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/merge-patch+json' },
      payload: JSON.stringify({
        subject: 'A second look',
        description: 'Works as it should.',
        priority: 'normal',
        dueAt: '2026-01-06T10:30:00+02:00',
        labels: ['bravo', 'charlie'],
        custom: { alder: 'birch' },
      }),
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json().data).toMatchObject({
      subject: 'A second look',
      description: 'Works as it should.',
      priority: 'normal',
      dueAt: '2026-01-06T10:30:00+02:00',
      labels: ['bravo', 'charlie'],
      custom: { alder: 'birch' },
    });
  });

  test('leaves what is not sent as it is', async () => {
    const { params, shown: before } = await createTicket(app);
    const response = await call(app, 'updateTicket', {
      method: 'PATCH',
      url: `/tickets/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/merge-patch+json' },
      payload: JSON.stringify({ subject: 'A second look' }),
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json().data).toMatchObject({ subject: 'A second look' });
    for (const name of ['description', 'priority', 'dueAt', 'source', 'labels', 'custom'])
      expect(response.json().data[name], name).toEqual(before[name]);
  });

  test('answers 404 for what does not exist', async () => {
    const { params: known } = await createTicket(app);
    const params: Record<string, unknown> = {
      ...known,
      id: '3f2b8c1e-5d4a-4b6f-9e7d-ffffffffffff',
    };
    const response = await call(app, 'updateTicket', {
      method: 'PATCH',
      url: `/tickets/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/merge-patch+json' },
      payload: JSON.stringify({
        subject: 'A second look',
        description: 'Works as it should.',
        priority: 'normal',
        dueAt: '2026-01-06T10:30:00+02:00',
        labels: ['bravo', 'charlie'],
        custom: { alder: 'birch' },
      }),
    });
    expect(response.statusCode, response.body).toBe(404);
    expect(response.body).toContain('no such ticket');
  });
});

describe('DELETE /tickets/{ticketId}', () => {
  test('deletes a ticket, once', async () => {
    const { params } = await createTicket(app);
    const response = await call(app, 'deleteTicket', {
      method: 'DELETE',
      url: `/tickets/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode, response.body).toBe(204);
    const after = await call(app, 'getTicket', {
      method: 'GET',
      url: `/tickets/${encodeURIComponent(String(params.id))}`,
    });
    expect(after.statusCode).toBe(404);
    const again = await call(app, 'deleteTicket', {
      method: 'DELETE',
      url: `/tickets/${encodeURIComponent(String(params.id))}`,
    });
    expect(again.statusCode).toBe(404);
    expect(again.body).toContain('no such ticket');
  });
});

describe('operations that wait for business logic', () => {
  test.each([
    [
      'reopenTicket',
      reopenTicket,
      'POST',
      `/tickets/${encodeURIComponent('b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a')}/reopen`,
    ],
  ] as const)('%s answers 501 until it is written', async (id, logic, method, url) => {
    const { statusCode } = await call(app, id, { method, url });
    if (isOpen(logic)) expect(statusCode).toBe(501);
    else expect(statusCode).not.toBe(501);
  });
});

test('GET /tickets asks for credentials', async () => {
  const response = await app.inject({ method: 'GET', url: `/tickets` });
  expect(response.statusCode).toBe(401);
});

test('answers 405 to PATCH /tickets', async () => {
  const response = await app.inject({ method: 'PATCH', url: `/tickets` });
  expect(response.statusCode).toBe(405);
  expect(response.headers.allow).not.toContain('PATCH');
});
