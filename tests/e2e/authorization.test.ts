import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** A program that asks the bookstore under a policy, and prints what it was answered. */
const asking = (policy: string) => `
import { sql } from 'kysely';
import { buildApp } from './src/app.ts';
import { openDatabase } from './src/database.ts';
const database = await openDatabase(':memory:');
const verifiers = { apiKey: (credential) => ({ id: credential, scopes: '*' }) };
const open = await buildApp({ database, verifiers, authorize: () => true });
const app = await buildApp({ database, verifiers${policy} });
const answers = [];
const ask = async (app, method, url, payload) => {
  const headers = { 'x-api-key': 'ada', ...(method === 'PATCH' && { 'content-type': 'application/merge-patch+json' }) };
  const { statusCode, body } = await app.inject({ method, url, headers, payload: payload && JSON.stringify(payload),
    ...(payload && { headers: { 'content-type': 'application/json', ...headers } }) });
  return { status: statusCode, body: body === '' ? undefined : JSON.parse(body) };
};
const create = async (name) => (await ask(open, 'POST', '/authors', { name })).body.id;
const mine = await create('Ada');
const other = await create('Bob');
const statuses = {};
for (const [name, id] of [['mine', mine], ['other', other]])
  statuses[name] = [
    (await ask(app, 'PUT', '/authors/' + id, { name: 'Changed' })).status,
    (await ask(app, 'GET', '/authors/' + id)).status,
    (await ask(app, 'DELETE', '/authors/' + id)).status,
  ];
statuses.create = (await ask(app, 'POST', '/authors', { name: 'New' })).status;
statuses.list = (await ask(app, 'GET', '/authors')).body.map(({ name }) => name).sort();
statuses.missing = (await ask(app, 'DELETE', '/authors/00000000-0000-4000-8000-000000000000')).status;
console.log(JSON.stringify(statuses));
`;

function answersUnder(policy: string): Record<string, unknown> {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', asking(policy)],
    {
      cwd: fileURLToPath(new URL('../../generated/bookstore', import.meta.url)),
      encoding: 'utf8',
    },
  );
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Record<string, unknown>;
}

test('without a policy, nobody may change what the description protects', () => {
  expect(answersUnder('')).toEqual({
    mine: [403, 200, 403],
    other: [403, 200, 403],
    create: 403,
    list: ['Ada', 'Bob'],
    missing: 404,
  });
});

test('a policy is asked with the row before it is shown or changed, and chooses the rows of lists', () => {
  const policy = `, authorize: (access, { principal }) => {
    if (access.operation === 'listAuthors') return sql\`name <> 'Bob'\`;
    return !('row' in access) || access.row.name !== 'Bob';
  }`;
  expect(answersUnder(policy)).toEqual({
    mine: [200, 200, 204],
    other: [403, 403, 403],
    create: 201,
    list: ['New'],
    missing: 404,
  });
});
