import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSpec } from '../../src/spec/read-spec.ts';
import { folderWith } from '../support/description.ts';

const SECRET = 'the text of a secret';

/** A folder with a secret beside that of the description, and ways to it. */
function withSecret(reference: string): string {
  const schema = { $ref: reference };
  const folder = folderWith({
    'secret.json': JSON.stringify({ type: 'string', description: SECRET }),
    'api/api.json': JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Things', version: '1' },
      paths: { '/a': { $ref: reference } },
      components: { schemas: { A: schema, B: { properties: { b: schema } } } },
    }),
  });
  const api = join(folder, 'api');
  symlinkSync(join(folder, 'secret.json'), join(api, 'link.json'));
  symlinkSync(folder, join(api, 'linked-folder'));
  symlinkSync('link.json', join(api, 'link-of-a-link.json'));
  mkdirSync(join(api, 'inside'));
  writeFileSync(join(api, 'inside', 'SECRET.json'), '{}');
  return api;
}

const told = async (reference: string, folder = withSecret(reference)) => {
  const result = await readSpec('api.json', { cwd: folder });
  const found = result.ok ? result.document.diagnostics : result.diagnostics;
  return { ok: result.ok, found, all: JSON.stringify(result) };
};

describe('a reference out of the folder', () => {
  test.each([
    '../secret.json',
    './../secret.json',
    'inside/../../secret.json',
    '%2e%2e/secret.json',
    '..%2fsecret.json',
    '..%5csecret.json',
    '..\\secret.json',
    'link.json',
    'link-of-a-link.json',
    'linked-folder/secret.json',
    '/etc/passwd',
    '//etc/passwd',
    'file:///etc/passwd',
    'FILE:///etc/passwd',
    'file:../secret.json',
    'file://localhost/etc/passwd',
    'data:application/json,{"type":"string"}',
    'data:;base64,e30=',
    'javascript:1',
    'node:fs',
    'ftp://127.0.0.1/a.json',
    '\\\\127.0.0.1\\share\\a.json',
    '../secret.json\u0000.yaml',
    '~/secret.json',
    '$HOME/secret.json',
    '/proc/self/environ',
    '/dev/zero',
    '.',
    'inside',
  ])('%s is refused at its place, and nothing of it shown', async (reference) => {
    const { ok, found, all } = await told(reference);
    expect(ok).toBe(false);
    expect(all).not.toContain(SECRET);
    expect(all).not.toContain('root:');
    const errors = found.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code }) => code)).toContainEqual(expect.stringMatching(/^SW1(?:00|10)/));
    for (const { location } of errors) expect(location?.file).toBe('api.json');
  });
});

describe('a reference to an address', () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end('{"type":"string"}');
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => server.close());

  test.each([
    'http://127.0.0.1',
    'http://localhost',
    'http://[::ffff:127.0.0.1]',
    'HTTP://127.1',
    '//127.0.0.1',
    'http://2130706433',
    'http://user@127.0.0.1',
    'http:127.0.0.1',
  ])('%s is asked for nothing', async (host) => {
    const { port } = server.address() as AddressInfo;
    const { ok } = await told(`${host}:${port}/schema.json`);
    expect(ok).toBe(false);
    expect(asked).toBe(0);
  });
});

describe('a member that all objects share', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];
  test.each(names.flatMap((name) => ['json', 'yaml'].map((form) => [name, form])))(
    '%s in %s changes no other object',
    async (name, form) => {
      const inner = `{"polluted":"yes","properties":{"polluted":{"type":"string"}},"type":"object"}`;
      const text = `{"openapi":"3.1.0","info":{"title":"T","version":"1","${name}":${inner}},"paths":{},"${name}":${inner},"components":{"${name}":${inner},"schemas":{"${name}":${inner},"A":{"properties":{"${name}":${inner}},"allOf":[{"$ref":"#/components/schemas/${name}"}],"default":{"${name}":${inner}}}}}}`;
      const file = `api.${form}`;
      const folder = folderWith({ [file]: form === 'json' ? text : text.replaceAll(':', ': ') });
      const result = await readSpec(file, { cwd: folder });
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
      expect(Reflect.get(Object, 'polluted')).toBeUndefined();
      expect(Object.keys(Object.prototype)).toEqual([]);
      for (const { location } of result.ok ? [] : result.diagnostics)
        expect(location).toBeDefined();
    },
  );
});
