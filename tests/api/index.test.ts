import { beforeEach, expect, test, vi } from 'vitest';
import { check, ConfigError, defineConfig, explain, generate } from '../../src/index.ts';
import { petsYaml } from '../cli/run-cli.ts';
import { readTree, temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

let cwd = '';

beforeEach(() => {
  cwd = temporaryFolder();
  writeFiles(cwd, { 'pets.yaml': petsYaml });
});

test('generate and check answer with data and print nothing', async () => {
  const out = vi.spyOn(process.stdout, 'write');
  const err = vi.spyOn(process.stderr, 'write');
  const stages: string[] = [];
  const results = await generate({
    cwd,
    specs: ['pets.yaml'],
    out: 'service',
    test: false,
    onProgress: (stage) => void stages.push(stage),
  });
  expect(results).toMatchObject([{ outcome: 'done', service: 'pets', entities: ['Pet'] }]);
  expect(stages.at(-1)).toBe('write');
  expect(await check({ cwd, out: 'service' })).toMatchObject([
    { outcome: 'current', service: 'pets', folder: 'service', diagnostics: [] },
  ]);
  writeFiles(cwd, { 'pets.yaml': `${petsYaml}x-more: 1\n` });
  expect(await check({ cwd, out: 'service' })).toMatchObject([
    { outcome: 'drift', changedInputs: ['../pets.yaml'] },
  ]);
  expect(await check({ cwd, out: 'nowhere' })).toMatchObject([{ outcome: 'none' }]);
  expect([out.mock.calls, err.mock.calls]).toEqual([[], []]);
});

test('a description that is saved while a run reads it is not taken for what the run has read', async () => {
  const saved = petsYaml.replace('name: { type: string }', 'label: { type: string }');
  await generate({
    cwd,
    specs: ['pets.yaml'],
    out: 'service',
    test: false,
    onProgress: (stage) => {
      if (stage === 'infer') writeFiles(cwd, { 'pets.yaml': saved });
    },
  });
  expect(await check({ cwd, out: 'service' })).toMatchObject([
    { outcome: 'drift', changedInputs: ['../pets.yaml'] },
  ]);
});

test('explain answers with the model, the coverage and the overlay', async () => {
  const told = await explain({ cwd, spec: 'pets.yaml' });
  if (told.outcome !== 'done') throw new Error('the description is valid');
  expect(told.model.entities.map(({ name }) => name)).toEqual(['Pet']);
  expect(told.coverage.map(({ keyword }) => keyword)).toContain('openapi');
  expect(told.overlay.text).toContain('overlay: 1.0.0');
  writeFiles(cwd, { 'pets.yaml': 'openapi: 9.9.9\n' });
  const invalid = await explain({ cwd, spec: 'pets.yaml' });
  expect(invalid).toMatchObject({ outcome: 'invalid', diagnostics: [{ severity: 'error' }] });
});

test('a signal that is aborted ends it with its reason, and nothing is written', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const running = generate({
    cwd,
    specs: ['pets.yaml'],
    out: 'service',
    signal: controller.signal,
    onProgress: (stage) => {
      if (stage === 'infer') controller.abort(reason);
    },
  });
  await expect(running).rejects.toBe(reason);
  expect(readTree(cwd, true)).toEqual({ 'pets.yaml': petsYaml });
});

test('a request that cannot be understood is a ConfigError with diagnostics', async () => {
  const failed = generate({ cwd }).catch((error: unknown) => error);
  expect(await failed).toBeInstanceOf(ConfigError);
  expect(await failed).toMatchObject({ diagnostics: [{ code: 'SW7005' }] });
});

test('defineConfig gives back what it is given', () => {
  const project = { services: [{ spec: 'a.yaml', out: 'a' }] };
  expect(defineConfig(project)).toBe(project);
});
