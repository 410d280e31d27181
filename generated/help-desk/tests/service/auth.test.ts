import { type InjectOptions } from 'fastify';
import { expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { verifiersFrom } from '../../src/auth.ts';
import { openDatabase } from '../../src/database.ts';
import { type Principal, type Verifier } from '../../src/http/auth.ts';
import { credentialsFor } from '../support/api.ts';

/** The service with one verifier for every scheme. */
async function startWith(verifier: Verifier) {
  return buildApp({
    database: await openDatabase(':memory:'),
    verifiers: {
      token: verifier,
    },
    authorize: () => true,
  });
}

/** A request with credentials, which the description asks for. */
async function statusFor(principal: Principal | undefined): Promise<number> {
  const app = await startWith(() => principal);
  const { headers, query } = credentialsFor('listTickets');
  const response = await app.inject({
    method: 'GET',
    url: `/tickets` + (query === '' ? '' : `?${query}`),
    headers,
  });
  await app.close();
  return response.statusCode;
}

test('credentials that nobody knows are refused', async () => {
  expect(await statusFor(undefined)).toBe(401);
});

test('known credentials are let in with the scopes that are asked for, and not without', async () => {
  expect(await statusFor({ id: 'tester', scopes: '*' })).not.toBe(401);
  expect(await statusFor({ id: 'tester', scopes: [] })).toBe(403);
  expect(await statusFor({ id: 'tester', scopes: ['agent'] })).not.toBe(403);
});

test('who shows no credentials is asked for them', async () => {
  const app = await startWith(() => ({ id: 'tester', scopes: '*' }));
  const response = await app.inject({ method: 'GET', url: `/tickets` });
  expect(response.statusCode).toBe(401);
  expect(response.headers['www-authenticate']).toBe('Bearer realm="api"');
  await app.close();
});

test.each<[scheme: string, request: InjectOptions]>([
  ['token', { method: 'GET', url: `/tickets`, headers: { authorization: 'Bearer  open=sesame' } }],
])('the credential of %s is found in its place', async (_scheme, request) => {
  const shown = new Set<string>();
  const app = await startWith((credential) => {
    shown.add(credential);
    return undefined;
  });
  expect((await app.inject(request)).statusCode).toBe(401);
  expect([...shown]).toContain('open=sesame');
  await app.close();
});

test.each([['token', 'AUTH_TOKEN', 'utf8']] as const)(
  '%s knows what %s lists, and nothing else',
  async (name, variable, encoding) => {
    const verifiers = verifiersFrom({ [variable]: 'one, two' });
    const request = {} as Parameters<Verifier>[1];
    const known = async (credential: string) =>
      (await verifiers[name](Buffer.from(credential).toString(encoding), request)) !== undefined;
    expect([await known('one'), await known('two'), await known('three'), await known('')]).toEqual(
      [true, true, false, false],
    );
  },
);
