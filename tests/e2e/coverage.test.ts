import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { coverageOf } from '../../src/model/keywords/coverage.ts';
import { inferModel } from '../../src/model/infer-model.ts';
import { readSpec } from '../../src/spec/read-spec.ts';
import { runCli } from '../cli/run-cli.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

const description = `openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: https://a.example/v1 }]
paths:
  /pets:
    get:
      parameters:
        - { name: kind, in: query, schema: { type: string, minLength: 3 } }
        - { name: mood, in: query, schema: { type: string } }
        - { name: session, in: cookie, schema: { type: string, minLength: 3 } }
        - { name: X-Names, in: header, schema: { type: array, items: { type: string, maxLength: 3 } } }
      responses:
        '200':
          description: All.
          headers: { X-Mood: { schema: { type: string } } }
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
components:
  schemas:
    Pet:
      type: object
      required: [id, kind]
      properties:
        id: { type: string, format: uuid, readOnly: true }
        kind: { type: string, maxLength: 9 }
        mail: { type: string, format: email }
        site: { type: string, format: color }
        size: { type: number, format: double, default: 3 }
        secret: { type: string, writeOnly: true }
        data: { type: string, contentEncoding: base64 }
`;

/** A program that asks the service and prints the statuses, and what a created pet looks like. */
const asking = `import { buildApp } from './src/app.ts';
import { openDatabase } from './src/database.ts';
const app = await buildApp({ database: await openDatabase('file::memory:') });
const get = async (url, headers = {}) => {
  const { statusCode, headers: answered } = await app.inject({ method: 'GET', url, headers });
  return [statusCode, 'x-mood' in answered];
};
const post = async (payload) => (await app.inject({ method: 'POST', url: '/pets', payload })).statusCode;
const created = await app.inject({ method: 'POST', url: '/pets', payload: { kind: 'cat', secret: 's', id: 'mine' } });
console.log(JSON.stringify({
  plain: await get('/pets'),
  base: await get('/v1/pets'),
  short: await get('/pets?kind=c'),
  mood: await get('/pets?mood=good'),
  cookie: await get('/pets', { cookie: 'session=x' }),
  names: await get('/pets', { 'x-names': 'one,two' }),
  long: await post({ kind: 'a very long kind' }),
  mail: await post({ kind: 'cat', mail: 'no mail' }),
  site: await post({ kind: 'cat', site: 'no color' }),
  size: await post({ kind: 'cat', size: 1e300 }),
  data: await post({ kind: 'cat', data: 'no base64!' }),
  created: created.json(),
}));
await app.close();
`;

test('what coverage says of a keyword is what the service does', { timeout: 240_000 }, async () => {
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'pets.yaml': description });
  const generated = await runCli(['generate', 'pets.yaml', '--out', 'service', '--no-test'], {
    cwd,
  });
  expect(generated.code, generated.stderr).toBe(0);
  const service = join(cwd, 'service');
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(service, 'node_modules'));
  writeFileSync(join(service, 'ask.ts'), asking);
  const { stdout, stderr } = spawnSync(process.execPath, ['ask.ts'], {
    cwd: service,
    encoding: 'utf8',
  });
  const said = JSON.parse(stdout || JSON.stringify({ stderr })) as Record<string, unknown>;

  const result = await readSpec('pets.yaml', { cwd });
  if (!result.ok) throw new Error('the description is invalid');
  const covered = coverageOf(inferModel(result.document), result.document);
  const status = (pointer: string) =>
    covered.find(({ source }) => source.pointer === pointer)?.status;
  const get = '/paths/~1pets/get';
  const properties = '/components/schemas/Pet/properties';

  expect(said).toMatchObject({ plain: [200, false], created: { kind: 'cat', size: 3 } });
  expect([said['base'], status('/servers/0/url')]).toEqual([[200, false], 'enforced']);
  expect([said['short'], status(`${get}/parameters/0/name`)]).toEqual([[400, false], 'enforced']);
  expect([said['mood'], status(`${get}/parameters/1/name`)]).toEqual([[501, false], 'ignored']);
  expect([said['cookie'], status(`${get}/parameters/2/name`)]).toEqual([[400, false], 'enforced']);
  // Each is short enough, and both together are not.
  expect([said['names'], status(`${get}/parameters/3/name`)]).toEqual([[200, false], 'enforced']);
  expect(status(`${get}/responses/200/headers/X-Mood`)).toBe('ignored');
  expect([said['long'], status(`${properties}/kind/maxLength`)]).toEqual([400, 'enforced']);
  expect([said['mail'], status(`${properties}/mail/format`)]).toEqual([400, 'enforced']);
  expect([said['site'], status(`${properties}/site/format`)]).toEqual([201, 'typed']);
  expect([said['size'], status(`${properties}/size/format`)]).toEqual([201, 'typed']);
  expect([said['data'], status(`${properties}/data/contentEncoding`)]).toEqual([201, 'typed']);
  expect(status(`${properties}/size/default`)).toBe('enforced');
  expect(status(`${properties}/id/readOnly`)).toBe('enforced');
  expect(status(`${properties}/secret/writeOnly`)).toBe('enforced');
  expect(said['created']).not.toHaveProperty('secret');
  expect(said['created']).not.toMatchObject({ id: 'mine' });
});
