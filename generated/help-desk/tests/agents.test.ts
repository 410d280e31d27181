import { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Database } from '../src/database.ts';
import { call, emptyTables, startService } from './support/api.ts';
import { createAgent, agentSamples } from './support/agent.ts';

let app: FastifyInstance;
let database: Database;
beforeAll(async () => {
  ({ app, database } = await startService());
});
afterEach(() => emptyTables(database));
afterAll(() => app.close());

describe('POST /agents', () => {
  test('creates an agent and shows what was sent', async () => {
    const { body, shown } = await createAgent(app);
    const sent: Record<string, unknown> = body;
    // Defaults may have been put in, also deep inside.
    for (const name of ['handle', 'name', 'role', 'active', 'avatar'])
      expect({ [name]: shown[name] }).toMatchObject({ [name]: sent[name] });
  });

  test('tells where it is', async () => {
    const { response } = await createAgent(app);
    const found = await call(app, 'getAgent', {
      method: 'GET',
      url: String(response.headers.location),
    });
    expect(found.statusCode).toBe(200);
  });

  test.each<[string, unknown]>([
    [
      'handle missing',
      { name: 'Amina Yusuf', role: 'agent', active: true, pin: '905286', avatar: 'aGVhcnQ=' },
    ],
    [
      'name too short',
      { handle: 'amina', role: 'agent', active: true, pin: '905286', avatar: 'aGVhcnQ=', name: '' },
    ],
    [
      'role unknown',
      {
        handle: 'amina',
        name: 'Amina Yusuf',
        active: true,
        pin: '905286',
        avatar: 'aGVhcnQ=',
        role: 'no-such-value',
      },
    ],
    [
      'active of another type',
      {
        handle: 'amina',
        name: 'Amina Yusuf',
        role: 'agent',
        pin: '905286',
        avatar: 'aGVhcnQ=',
        active: 'perhaps',
      },
    ],
    [
      'pin of another form',
      {
        handle: 'amina',
        name: 'Amina Yusuf',
        role: 'agent',
        active: true,
        avatar: 'aGVhcnQ=',
        pin: '¡ ¿',
      },
    ],
    [
      'avatar of another format',
      {
        handle: 'amina',
        name: 'Amina Yusuf',
        role: 'agent',
        active: true,
        pin: '905286',
        avatar: 'not a valid value',
      },
    ],
    [
      'handle null',
      {
        name: 'Amina Yusuf',
        role: 'agent',
        active: true,
        pin: '905286',
        avatar: 'aGVhcnQ=',
        handle: null,
      },
    ],
    [
      'name too long',
      {
        handle: 'amina',
        role: 'agent',
        active: true,
        pin: '905286',
        avatar: 'aGVhcnQ=',
        name: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      },
    ],
  ])('refuses a body with %s', async (_what, payload) => {
    await createAgent(app);
    const response = await call(app, 'createAgent', {
      method: 'POST',
      url: `/agents`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(payload),
    });
    expect([400, 422]).toContain(response.statusCode);
  });

  test('refuses a body that is not JSON', async () => {
    await createAgent(app);
    const response = await call(app, 'createAgent', {
      method: 'POST',
      url: `/agents`,
      headers: { 'content-type': 'APPLICATION/JSON; charset=utf-8' },
      payload: '{ "not json',
    });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a request without a body', async () => {
    await createAgent(app);
    const response = await call(app, 'createAgent', { method: 'POST', url: `/agents` });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a media type that is not declared', async () => {
    await createAgent(app);
    const response = await call(app, 'createAgent', {
      method: 'POST',
      url: `/agents`,
      headers: { 'content-type': 'application/x-unheard-of' },
      payload: 'x',
    });
    expect(response.statusCode).toBe(415);
  });

  test('shows nobody what is only written', async () => {
    const { shown } = await createAgent(app);
    for (const name of ['pin']) expect(shown).not.toHaveProperty([name]);
  });

  test('refuses a second one with the same unique value', async () => {
    const first = await createAgent(app);
    const response = await call(app, 'createAgent', {
      method: 'POST',
      url: `/agents`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ ...agentSamples[1], ...first.body }),
    });
    expect(response.statusCode).toBe(409);
  });
});

describe('GET /agents', () => {
  test('lists what was created', async () => {
    const first = await createAgent(app);
    const second = await createAgent(app, 1);
    const response = await call(app, 'listAgents', { method: 'GET', url: `/agents` });
    expect(response.statusCode).toBe(200);
    const items: unknown[] = response.json().data;
    expect(items).toHaveLength(2);
    expect(first.params).not.toEqual(second.params);
  });

  test('refuses a parameter that is not declared', async () => {
    const first = await createAgent(app);
    const response = await call(app, 'listAgents', {
      method: 'GET',
      url: `${`/agents`}?surely-unknown=1`,
    });
    expect([400, 422]).toContain(response.statusCode);
    expect(first.response.statusCode).toBeLessThan(300);
  });
});

describe('GET /agents/{handle}', () => {
  test('shows what was created', async () => {
    const { shown, params } = await createAgent(app);
    const response = await call(app, 'getAgent', {
      method: 'GET',
      url: `/agents/${encodeURIComponent(String(params.handle))}`,
    });
    expect(response.statusCode).toBe(200);
    expect(response.json().data).toEqual(shown);
  });
});

describe('DELETE /agents/{handle}', () => {
  test('deletes an agent, once', async () => {
    const { params } = await createAgent(app);
    const response = await call(app, 'deleteAgent', {
      method: 'DELETE',
      url: `/agents/${encodeURIComponent(String(params.handle))}`,
    });
    expect(response.statusCode, response.body).toBe(204);
    const after = await call(app, 'getAgent', {
      method: 'GET',
      url: `/agents/${encodeURIComponent(String(params.handle))}`,
    });
    expect(after.statusCode).toBe(404);
    const again = await call(app, 'deleteAgent', {
      method: 'DELETE',
      url: `/agents/${encodeURIComponent(String(params.handle))}`,
    });
    expect(again.statusCode).toBe(404);
    expect(again.body).toContain('no such agent');
  });
});

test('GET /agents asks for credentials', async () => {
  const response = await app.inject({ method: 'GET', url: `/agents` });
  expect(response.statusCode).toBe(401);
});

test('answers 405 to PATCH /agents', async () => {
  const response = await app.inject({ method: 'PATCH', url: `/agents` });
  expect(response.statusCode).toBe(405);
  expect(response.headers.allow).not.toContain('PATCH');
});
