import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { basePath, encodeBase } from '../../src/workspace/base-store.ts';
import { contentHash } from '../../src/workspace/content-hash.ts';
import { formatLock, readLock } from '../../src/workspace/lockfile.ts';
import {
  readTree,
  rememberRuns,
  temporaryFolder,
  writeFiles,
} from '../workspace/temporary-folder.ts';
import { petsYaml, runCli } from './run-cli.ts';

rememberRuns();

let cwd = '';
const argv = ['pets.yaml', '--out', 'service', '--no-test'];
const run = (...more: string[]) => runCli(more, { cwd });
const OLDER = 'fastify@0 specwright@0';

/** Makes a service one that an older version generated, in which files had other texts. */
async function asGeneratedBefore(older: (path: string, text: string) => string): Promise<void> {
  const service = join(cwd, 'service');
  const lock = readLock(service);
  if (lock === undefined) throw new Error('there is no service');
  const files = { ...lock.files };
  for (const [name, text] of Object.entries(readTree(service))) {
    const before = older(name, text);
    if (before === text) continue;
    writeFileSync(join(service, name), before);
    files[name] = contentHash(before);
    mkdirSync(join(service, '.specwright/base'), { recursive: true });
    writeFileSync(join(service, basePath(contentHash(before))), await encodeBase(before));
  }
  const text = formatLock({ ...lock, files, generator: OLDER });
  writeFileSync(join(service, '.specwright/lock.json'), text);
}

beforeEach(async () => {
  cwd = temporaryFolder();
  writeFiles(cwd, { 'pets.yaml': petsYaml });
  const { code, stderr } = await run('generate', ...argv);
  if (code !== 0) throw new Error(stderr);
});

test('upgrade --dry-run shows what a newer version changes, with edits kept, and writes nothing', async () => {
  await asGeneratedBefore((path, text) => {
    if (path === 'package.json') return text.replace(/"fastify": "[^"]+"/, '"fastify": "4.0.0"');
    return path === 'src/main.ts' ? `// Older.\n${text}` : text;
  });
  const main = readTree(cwd)['service/src/main.ts'] ?? '';
  writeFiles(cwd, { 'service/src/main.ts': `${main}\n// Mine.\n` });
  const before = readTree(cwd, true);
  const { code, stdout } = await run('upgrade', ...argv, '--dry-run', '--diff');
  expect(code).toBe(1);
  expect(stdout).toMatch(/Generator +fastify@0 specwright@0 → \S+/);
  expect(stdout).toMatch(/Packages +fastify 4\.0\.0 → 5\./);
  expect(stdout).toMatch(/merge +src\/main\.ts/);
  expect(stdout).toMatch(/^-\/\/ Older\.$/m);
  expect(readTree(cwd, true)).toEqual(before);
  const json = await run('upgrade', ...argv, '--dry-run', '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({
    service: 'pets',
    from: OLDER,
    outcome: 'drift',
    packages: [{ name: 'fastify', before: '4.0.0' }],
    diagnostics: [],
  });

  expect((await run('upgrade', ...argv)).code).toBe(0);
  const upgraded = readTree(cwd)['service/src/main.ts'];
  expect(upgraded).toContain('// Mine.');
  expect(upgraded).not.toContain('// Older.');
  const done = await run('upgrade', ...argv, '--dry-run');
  expect(done).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('nothing would change') as string,
  });
});

test('a description that has changed too is told, since not all comes from the version then', async () => {
  await asGeneratedBefore((_, text) => text);
  writeFiles(cwd, { 'pets.yaml': `${petsYaml}        age: { type: integer }\n` });
  const { code, stderr } = await run('upgrade', ...argv, '--dry-run');
  expect(code).toBe(1);
  expect(stderr).toContain('SW6018');
  expect(stderr).toContain('../pets.yaml');
});
