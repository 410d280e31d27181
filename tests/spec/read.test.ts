import { expect, test } from 'vitest';
import { document, folderWith, found, openapi, read, summary } from '../support/description.ts';
import { readSpec } from '../../src/spec/read-spec.ts';

const PATHS = 'paths: {}\n';

test('YAML and JSON are read', async () => {
  expect((await document({ 'a.yaml': openapi(PATHS) })).api.info.title).toBe('Test');
  const json = JSON.stringify({ openapi: '3.1.0', info: { title: 'J', version: '1' }, paths: {} });
  expect((await document({ 'a.json': json })).api.info.title).toBe('J');
});

test('a byte-order mark is no part of the text', async () => {
  expect(
    (
      await read({
        'a.json': `\ufeff${JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {} })}`,
      })
    ).ok,
  ).toBe(true);
});

test.each([
  ['a missing file', {}, 'SW1001 error 1:1'],
  [
    'what is not UTF-8',
    { 'a.yaml': Buffer.from('openapi: caf\u00e9', 'latin1') },
    'SW1001 error 1:1',
  ],
  ['an empty file', { 'a.yaml': '' }, 'SW1003 error 1:1'],
  ['comments only', { 'a.yaml': '# nothing\n' }, 'SW1003 error 1:1'],
  ['cut JSON', { 'a.yaml': '{"openapi": "3.1.0",\n "info": {' }, 'SW1003 error 2:11'],
  ['YAML with a tab', { 'a.yaml': 'openapi: 3.1.0\n\tinfo: x' }, 'SW1003 error 2:1'],
  ['a key twice', { 'a.yaml': openapi('info: {}\npaths: {}\n') }, 'SW1003 error 3:1'],
  ['two documents', { 'a.yaml': openapi('paths: {}\n---\nb: 1\n') }, 'SW1003 error 4:1'],
  ['an unknown tag', { 'a.yaml': 'openapi: !custom 3.1.0\n' }, 'SW1003 error 1:10'],
  ['a list', { 'a.yaml': '- 1\n' }, 'SW1004 error 1:1'],
  ['text', { 'a.yaml': 'hello' }, 'SW1004 error 1:1'],
  ['another kind of file', { 'a.yaml': 'arazzo: 1.0.0\n' }, 'SW1004 error 1:1'],
  ['an unknown version', { 'a.yaml': openapi(PATHS, '4.0.0') }, 'SW1005 error 1:10'],
  [
    'an alias inside what it stands for',
    { 'a.yaml': openapi('x-a: &a [*a]\npaths: {}\n') },
    'SW1006 error 3:10',
  ],
  ['deep nesting', { 'a.yaml': openapi(`x-a: ${'['.repeat(5000)}`) }, 'SW1006 error 3:505'],
  ['deep JSON', { 'a.json': `${'['.repeat(100_000)}${']'.repeat(100_000)}` }, 'SW1006 error 1:1'],
])('%s is refused at its place', async (_name, files, expected) => {
  const cwd = folderWith(files);
  const [name = 'a.yaml'] = Object.keys(files);
  const result = await readSpec(name, { cwd });
  expect(result.ok).toBe(false);
  expect(summary(result)).toEqual([expected]);
});

test('aliases that repeat aliases are refused at once', async () => {
  const levels = [...'abcdefghij'].map((name, index, all) => {
    const item = index === 0 ? 'x' : `*${all[index - 1]}`;
    return `x-${name}: &${name} [${Array(9).fill(item).join(', ')}]`;
  });
  const result = await read({ 'a.yaml': openapi(`${levels.join('\n')}\npaths: {}\n`) });
  expect(found(result).map(({ code }) => code)).toEqual(['SW1006']);
});

test('a folder and a file that is too large are refused', async () => {
  const cwd = folderWith({ 'sub/a.yaml': openapi(PATHS) });
  expect(summary(await readSpec('sub', { cwd }))).toEqual(['SW1001 error 1:1']);
  expect(summary(await readSpec('sub/a.yaml', { cwd, maxBytes: 20 }))).toEqual([
    'SW1002 error 1:1',
  ]);
});

test('a description with too many operations is refused before they are read', async () => {
  const item = { get: {}, additionalOperations: { COPY: {} } };
  const paths = { '/a': item, '/b': { $ref: '#/components/pathItems/B' }, '/c': {} };
  const cwd = folderWith({ 'a.yaml': openapi(`paths: ${JSON.stringify(paths)}`) });
  const result = await readSpec('a.yaml', { cwd, maxOperations: 2 });
  expect(found(result)).toMatchObject([
    { code: 'SW1009', message: expect.stringContaining('has 3 operations; at most 2') as string },
  ]);
  expect(summary(await readSpec('a.yaml', { cwd, maxOperations: 3 }))).not.toContain('SW1009');
});

test('a syntax error shows the line', async () => {
  const [finding] = found(await read({ 'a.yaml': 'openapi: 3.1.0\n\tinfo: x' }));
  expect(finding?.frame).toContain('> 2 |   info: x');
});

test('a version without quotes is a warning, and an error when strict', async () => {
  const files = { 'a.yaml': 'openapi: 3.1\ninfo: { title: T, version: 1.10 }\npaths: {}\n' };
  const result = await read(files);
  expect(summary(result)).toEqual(['SW1202 warning 1:10', 'SW1202 warning 2:28']);
  expect((await document(files)).api.info.version).toBe('1.10');
  const strict = await read(files, { strict: true });
  expect(strict.ok).toBe(false);
  expect(found(strict).every(({ severity }) => severity === 'error')).toBe(true);
});

test('a JSON member twice, and JSON that is YAML, are warnings', async () => {
  const info = '"info": {"title": "a", "title": "b", "version": "1"}';
  expect(summary(await read({ 'a.json': `{"openapi": "3.1.0", ${info}, "paths": {}}` }))).toEqual([
    'SW1007 warning 1:45',
  ]);
  const trailing = '{"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "paths": {},}';
  expect(summary(await read({ 'a.json': trailing }))).toEqual(['SW1003 warning 1:74']);
});

test('dates stay text and merge keys merge', async () => {
  const { api } = await document({
    'a.yaml':
      'openapi: 3.1.0\nx-base: &base { title: T }\ninfo: { <<: *base, version: 2020-01-01 }\npaths: {}\n',
  });
  expect(api.info).toEqual({ title: 'T', version: '2020-01-01' });
});

test('names that objects inherit are names like others', async () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const properties = names.map((name) => `"${name}": {"type": "string"}`).join(',');
  const text = `{"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "paths": {}, "components": {"schemas": {"__proto__": {"type": "object"}, "A": {"properties": {${properties}}, "allOf": [{"$ref": "#/components/schemas/__proto__"}]}}}}`;
  const { api } = await document({ 'a.json': text });
  expect(JSON.stringify(api.components?.schemas)).toContain(
    '"properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"},"toString":{"type":"string"}}',
  );
  expect(Object.keys(api.components?.schemas ?? {})).toEqual(['__proto__', 'A']);
  expect(Object.getPrototypeOf({})).not.toHaveProperty('type');
});
