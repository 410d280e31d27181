import { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Database } from '../src/database.ts';
import { call, emptyTables, startService } from './support/api.ts';
import { createCustomer, customerSamples } from './support/customer.ts';

let app: FastifyInstance;
let database: Database;
beforeAll(async () => {
  ({ app, database } = await startService());
});
afterEach(() => emptyTables(database));
afterAll(() => app.close());

describe('POST /customers', () => {
  test('creates a customer and shows what was sent', async () => {
    const { body, shown } = await createCustomer(app);
    const sent: Record<string, unknown> = body;
    // Defaults may have been put in, also deep inside.
    for (const name of ['name', 'email', 'company', 'phone', 'address'])
      expect({ [name]: shown[name] }).toMatchObject({ [name]: sent[name] });
  });

  test('tells where it is', async () => {
    const { response } = await createCustomer(app);
    const found = await call(app, 'getCustomer', {
      method: 'GET',
      url: String(response.headers.location),
    });
    expect(found.statusCode).toBe(200);
  });

  test.each<[string, unknown]>([
    [
      'name missing',
      {
        email: 'noor@example.com',
        company: 'Acme',
        phone: '+33142685300',
        address: { street: '12 Harbour Street', city: 'Lisbon', postcode: '10115', country: 'FR' },
      },
    ],
    [
      'email of another format',
      {
        name: 'Noor Haddad',
        company: 'Acme',
        phone: '+33142685300',
        address: { street: '12 Harbour Street', city: 'Lisbon', postcode: '10115', country: 'FR' },
        email: 'not a valid value',
      },
    ],
    [
      'company too long',
      {
        name: 'Noor Haddad',
        email: 'noor@example.com',
        phone: '+33142685300',
        address: { street: '12 Harbour Street', city: 'Lisbon', postcode: '10115', country: 'FR' },
        company:
          'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      },
    ],
    [
      'phone of another form',
      {
        name: 'Noor Haddad',
        email: 'noor@example.com',
        company: 'Acme',
        address: { street: '12 Harbour Street', city: 'Lisbon', postcode: '10115', country: 'FR' },
        phone: '¡ ¿',
      },
    ],
    [
      'address of another type',
      {
        name: 'Noor Haddad',
        email: 'noor@example.com',
        company: 'Acme',
        phone: '+33142685300',
        address: 'text',
      },
    ],
    [
      'name too short',
      {
        email: 'noor@example.com',
        company: 'Acme',
        phone: '+33142685300',
        address: { street: '12 Harbour Street', city: 'Lisbon', postcode: '10115', country: 'FR' },
        name: '',
      },
    ],
    [
      'email null',
      {
        name: 'Noor Haddad',
        company: 'Acme',
        phone: '+33142685300',
        address: { street: '12 Harbour Street', city: 'Lisbon', postcode: '10115', country: 'FR' },
        email: null,
      },
    ],
    [
      'company of another type',
      {
        name: 'Noor Haddad',
        email: 'noor@example.com',
        phone: '+33142685300',
        address: { street: '12 Harbour Street', city: 'Lisbon', postcode: '10115', country: 'FR' },
        company: 42,
      },
    ],
  ])('refuses a body with %s', async (_what, payload) => {
    await createCustomer(app);
    const response = await call(app, 'createCustomer', {
      method: 'POST',
      url: `/customers`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(payload),
    });
    expect([400, 422]).toContain(response.statusCode);
  });

  test('refuses a body that is not JSON', async () => {
    await createCustomer(app);
    const response = await call(app, 'createCustomer', {
      method: 'POST',
      url: `/customers`,
      headers: { 'content-type': 'APPLICATION/JSON; charset=utf-8' },
      payload: '{ "not json',
    });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a request without a body', async () => {
    await createCustomer(app);
    const response = await call(app, 'createCustomer', { method: 'POST', url: `/customers` });
    expect(response.statusCode).toBe(400);
  });

  test('refuses a media type that is not declared', async () => {
    await createCustomer(app);
    const response = await call(app, 'createCustomer', {
      method: 'POST',
      url: `/customers`,
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
    };
    const { shown } = await createCustomer(app, 0, undefined, forced);
    for (const [name, value] of Object.entries(forced)) expect(shown[name]).not.toEqual(value);
  });

  test('refuses a second one with the same unique value', async () => {
    const first = await createCustomer(app);
    const response = await call(app, 'createCustomer', {
      method: 'POST',
      url: `/customers`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ ...customerSamples[1], ...first.body }),
    });
    expect(response.statusCode).toBe(409);
  });
});

describe('GET /customers', () => {
  test('lists what was created', async () => {
    const first = await createCustomer(app);
    const second = await createCustomer(app, 1);
    const response = await call(app, 'listCustomers', { method: 'GET', url: `/customers` });
    expect(response.statusCode).toBe(200);
    const items: unknown[] = response.json().data;
    expect(items).toHaveLength(2);
    expect(first.params).not.toEqual(second.params);
  });

  test('refuses a parameter that is not declared', async () => {
    const first = await createCustomer(app);
    const response = await call(app, 'listCustomers', {
      method: 'GET',
      url: `${`/customers`}?surely-unknown=1`,
    });
    expect([400, 422]).toContain(response.statusCode);
    expect(first.response.statusCode).toBeLessThan(300);
  });

  test.each<[parameter: string, field: string, holds: (one: unknown, first: unknown) => boolean]>([
    ['email', 'email', (one, first) => one === first],
  ])('keeps what %s asks for', async (parameter, field, holds) => {
    const first = await createCustomer(app);
    const second = await createCustomer(app, 1);
    const query = new URLSearchParams([[parameter, String(first.shown[field])]]);
    const response = await call(app, 'listCustomers', {
      method: 'GET',
      url: `${`/customers`}?${query.toString()}`,
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
    const first = await createCustomer(app);
    const find = async (words: unknown) => {
      const query = new URLSearchParams([['search', String(words)]]);
      const response = await call(app, 'listCustomers', {
        method: 'GET',
        url: `${`/customers`}?${query.toString()}`,
      });
      expect(response.statusCode, response.body).toBe(200);
      return response.json().data;
    };
    expect(await find(first.shown['name'])).toHaveLength(1);
    expect(await find('surely nowhere')).toEqual([]);
  });

  test('pages through all of them, each once', async () => {
    const first = await createCustomer(app, 0);
    for (const n of [1, 2] as const) await createCustomer(app, n);
    const seen: unknown[] = [];
    for (let place = 0; place < 3; place++) {
      const response = await call(app, 'listCustomers', {
        method: 'GET',
        url: `${first && `/customers`}?per_page=1&page=${1 + place}`,
      });
      expect(response.statusCode).toBe(200);
      seen.push(...response.json().data);
    }
    expect(seen).toHaveLength(3);
    expect(new Set(seen.map((item) => JSON.stringify(item))).size).toBe(3);
  });
});

describe('GET /customers/{customerId}', () => {
  test('shows what was created', async () => {
    const { shown, params } = await createCustomer(app);
    const response = await call(app, 'getCustomer', {
      method: 'GET',
      url: `/customers/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(200);
    expect(response.json().data).toEqual(shown);
  });

  test('answers 404 for what does not exist', async () => {
    const created = await createCustomer(app);
    const params: Record<string, unknown> = {
      ...created.params,
      id: '3f2b8c1e-5d4a-4b6f-9e7d-ffffffffffff',
    };
    const response = await call(app, 'getCustomer', {
      method: 'GET',
      url: `/customers/${encodeURIComponent(String(params.id))}`,
    });
    expect(response.statusCode).toBe(404);
    expect(response.body).toContain('no such customer');
  });
});

describe('PUT /customers/{customerId}', () => {
  test('changes a customer', async () => {
    const { params } = await createCustomer(app);
    const response = await call(app, 'replaceCustomer', {
      method: 'PUT',
      url: `/customers/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ name: 'Noor Haddad 2', email: 'grace@example.com' }),
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json().data).toMatchObject({
      name: 'Noor Haddad 2',
      email: 'grace@example.com',
    });
  });

  test('replaces everything, also by nothing', async () => {
    const { params } = await createCustomer(app, 1);
    const replace = (payload: unknown) =>
      call(app, 'replaceCustomer', {
        method: 'PUT',
        url: `/customers/${encodeURIComponent(String(params.id))}`,
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify(payload),
      });
    let response = await replace({
      name: 'Noor Haddad 2',
      email: 'grace@example.com',
      company: 'Globex',
      phone: '+331426853002',
      address: { street: '7 Mill Lane', city: 'Nairobi', postcode: '75008', country: 'KE' },
    });
    expect(response.statusCode, response.body).toBe(200);
    expect(response.json().data).toMatchObject({
      name: 'Noor Haddad 2',
      email: 'grace@example.com',
      company: 'Globex',
      phone: '+331426853002',
      address: { street: '7 Mill Lane', city: 'Nairobi', postcode: '75008', country: 'KE' },
    });
    response = await replace({ name: 'Noor Haddad 2', email: 'grace@example.com' });
    expect(response.json().data).toMatchObject({
      name: 'Noor Haddad 2',
      email: 'grace@example.com',
    });
    for (const name of ['company', 'phone', 'address'])
      expect(response.json().data[name] ?? null, name).toBeNull();
  });

  test('answers 404 for what does not exist', async () => {
    const { params: known } = await createCustomer(app);
    const params: Record<string, unknown> = {
      ...known,
      id: '3f2b8c1e-5d4a-4b6f-9e7d-ffffffffffff',
    };
    const response = await call(app, 'replaceCustomer', {
      method: 'PUT',
      url: `/customers/${encodeURIComponent(String(params.id))}`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ name: 'Noor Haddad 2', email: 'grace@example.com' }),
    });
    expect(response.statusCode, response.body).toBe(404);
    expect(response.body).toContain('no such customer');
  });
});

test('GET /customers asks for credentials', async () => {
  const response = await app.inject({ method: 'GET', url: `/customers` });
  expect(response.statusCode).toBe(401);
});

test('answers 405 to PATCH /customers', async () => {
  const response = await app.inject({ method: 'PATCH', url: `/customers` });
  expect(response.statusCode).toBe(405);
  expect(response.headers.allow).not.toContain('PATCH');
});
