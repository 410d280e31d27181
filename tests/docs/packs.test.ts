import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { codes } from '../../src/diagnostics/codes.ts';
import { generate } from '../../src/index.ts';
import { petsYaml } from '../cli/run-cli.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

const page = readFileSync(new URL('../../docs/packs.md', import.meta.url), 'utf8');

/** The files that the page shows, by the name beside their language. */
const shown = new Map(
  [...page.matchAll(/^```\w+ \[(.+)\]\n([^]*?)^```$/gm)].map(([, path = '', text = '']) => [
    path,
    text,
  ]),
);

let cwd = '';
beforeEach(() => {
  cwd = temporaryFolder();
  writeFiles(cwd, { 'openapi.yaml': petsYaml });
});

test('the pack of docs/packs.md makes what the page says', async () => {
  const isMade = (path: string) => path.startsWith('service/');
  for (const [path, text] of shown) if (!isMade(path)) writeFiles(cwd, { [path]: text });
  const [result] = await generate({
    cwd,
    specs: ['openapi.yaml'],
    out: 'service',
    pack: './packs/own',
    test: false,
  });
  expect(result).toMatchObject({ outcome: 'done', diagnostics: [] });
  const made = [...shown.keys()].filter(isMade);
  expect(made).toEqual(['service/src/operations.ts', 'service/docs/pets/feed-pet.md']);
  for (const path of made) expect(readFileSync(join(cwd, path), 'utf8')).toBe(shown.get(path));
  const manifest = readFileSync(join(cwd, 'service/package.json'), 'utf8');
  expect(manifest).toContain('"pino-pretty": "13.0.0"');
  expect(manifest).not.toContain('ioredis');
  expect(existsSync(join(cwd, 'service/compose.yaml'))).toBe(false);
});

test('docs/packs.md lists every code of a pack', () => {
  const listed = [...page.matchAll(/^\| (SW3\d+) /gm)].map(([, code]) => code);
  expect(listed).toEqual(Object.keys(codes).filter((code) => code.startsWith('SW3')));
});
