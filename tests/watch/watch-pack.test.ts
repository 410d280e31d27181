import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { resolveServices } from '../../src/config/resolve-services.ts';
import { type Rendering, watchPack } from '../../src/watch/watch-pack.ts';
import { petsYaml } from '../cli/run-cli.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

let cwd = '';
beforeEach(() => {
  cwd = temporaryFolder();
  writeFiles(cwd, {
    'pets.yaml': petsYaml,
    'specwright.config.json':
      '{ "pack": "./own", "services": [{ "spec": "pets.yaml", "out": "service" }] }',
    'own/pack.json': '{ "name": "own", "version": "1", "extends": "fastify" }',
    'own/NOTICE.md.hbs': '# About\n\n{{md service.title}}\n',
  });
});

/** Watches the pack until the test ends. Each call answers the next rendering. */
async function watching(): Promise<() => Promise<Rendering>> {
  const ended = new AbortController();
  const waiting: ((rendering: Rendering) => void)[] = [];
  const made: Rendering[] = [];
  const reload = async () => (await resolveServices({ cwd, specs: [] }))[0];
  const project = await reload();
  if (project === undefined) throw new Error('there is no service');
  const done = watchPack(project, {
    signal: ended.signal,
    reload,
    onRendering: (rendering) => {
      const next = waiting.shift();
      if (next) next(rendering);
      else made.push(rendering);
    },
  });
  onTestFinished(async () => {
    ended.abort();
    await done;
  });
  return () => {
    const next = made.shift();
    return next ? Promise.resolve(next) : new Promise((resolve) => void waiting.push(resolve));
  };
}

const diffsOf = ({ diffs }: Rendering) => diffs.map(({ path }) => path);

test('a save shows what has changed in what the pack makes, and writes nothing', async () => {
  const next = await watching();
  const first = await next();
  expect(first).toMatchObject({ diffs: [], diagnostics: [] });
  expect(first.files).toBeGreaterThan(50);

  writeFiles(cwd, { 'own/NOTICE.md.hbs': '# On\n\n{{md service.title}}\n' });
  const second = await next();
  expect(diffsOf(second)).toEqual(['NOTICE.md']);
  expect(second.diffs[0]?.diff).toContain('-# About\n+# On\n \n Pets\n');

  writeFiles(cwd, { 'own/src/mine.ts.hbs': 'export const mine = 1;\n' });
  expect(diffsOf(await next())).toEqual(['src/mine.ts']);
  writeFiles(cwd, { 'templates/src/mine.ts.hbs': 'export const mine = 2;\n' });
  expect((await next()).diffs[0]?.diff).toContain(
    '-export const mine = 1;\n+export const mine = 2;',
  );
  expect(existsSync(join(cwd, 'service'))).toBe(false);
});

test('a mistake is told with its place, and what follows is compared with what was before', async () => {
  const next = await watching();
  await next();
  writeFiles(cwd, { 'own/NOTICE.md.hbs': '# About\n\n{{service.title}}\n' });
  const { files, diagnostics } = await next();
  expect(files).toBe(0);
  expect(diagnostics.map(({ code, location }) => [code, location?.file, location?.line])).toEqual([
    ['SW3006', 'own/NOTICE.md.hbs', 3],
  ]);
  writeFiles(cwd, { 'own/src/mine.ts.hbs': 'export const = 1;\n', 'own/NOTICE.md.hbs': 'x\n' });
  expect((await next()).diagnostics.map(({ code }) => code)).toEqual(['SW3002']);
  writeFiles(cwd, { 'own/src/mine.ts.hbs': 'export const mine = 1;\n' });
  expect(diffsOf(await next())).toEqual(['NOTICE.md', 'src/mine.ts']);
});

test('helpers, the description and the configuration are read anew', async () => {
  const next = await watching();
  await next();
  writeFiles(cwd, {
    'own/helpers.ts': 'export const shout = (text: string) => text.toUpperCase();',
    'own/NOTICE.md.hbs': '{{md (shout service.title)}}\n',
  });
  expect((await next()).diffs[0]?.diff).toContain('+PETS\n');
  writeFiles(cwd, { 'own/helpers.ts': 'export const shout = (text: string) => `${text}!`;' });
  expect((await next()).diffs[0]?.diff).toContain('+Pets!\n');
  writeFiles(cwd, { 'pets.yaml': petsYaml.replace('title: Pets', 'title: Cats') });
  expect(diffsOf(await next())).toContain('NOTICE.md');
  writeFiles(cwd, {
    'specwright.config.json': '{ "services": [{ "spec": "pets.yaml", "out": "service" }] }',
  });
  expect(diffsOf(await next())).toEqual(['NOTICE.md']);
});
