import { beforeEach, expect, test } from 'vitest';
import {
  ConfigError,
  fill,
  type FillRequest,
  generate,
  holes,
  type ModelProvider,
} from '../../src/index.ts';
import { descendants } from '../../src/sandbox/process-tree.ts';
import { petsYaml } from '../cli/run-cli.ts';
import {
  readTree,
  rememberRuns,
  temporaryFolder,
  writeFiles,
} from '../workspace/temporary-folder.ts';

rememberRuns();

const BODY = 'await context.records.pets.get(input.petId);\nreturn { status: 204 };';

const writing = (body: string): ModelProvider => ({
  name: 'models.example.com',
  complete: () =>
    Promise.resolve({
      text: JSON.stringify({ body, notes: '' }),
      usage: { inputTokens: 1, outputTokens: 1 },
    }),
});

let cwd = '';
const ask = (request: FillRequest) =>
  fill({ cwd, out: 'service', env: {}, settings: { tdd: false, maxRounds: 1 }, ...request });
const logic = () => readTree(cwd)['service/src/resources/pets/logic.ts'];

beforeEach(async () => {
  cwd = temporaryFolder();
  writeFiles(cwd, { 'pets.yaml': petsYaml });
  await generate({ cwd, specs: ['pets.yaml'], out: 'service', test: false });
});

test('fill takes a model of the caller, and a body that nobody has approved waits', async () => {
  const events: string[] = [];
  const first = await ask({
    provider: writing(BODY),
    onEvent: ({ type }) => void events.push(type),
  });
  expect(first).toMatchObject({
    outcome: 'ran',
    ended: 'waiting',
    holes: [{ hole: 'feedPet', status: 'waiting' }],
    diagnostics: [{ code: 'SW8006' }],
  });
  expect(events).toContain('approval-asked');
  expect(logic()).not.toContain('records.pets.get');
  if (first.outcome !== 'ran') throw new Error('it ran');

  // Nobody is asked again: what waits needs no model, and is told of the server that wrote it.
  const second = await ask({ resume: first.run, settings: { approve: 'never' } });
  expect(second).toMatchObject({ outcome: 'ran', ended: 'done', holes: [{ status: 'filled' }] });
  expect(logic()).toContain('records.pets.get');
  expect(JSON.parse(readTree(cwd, true)['service/.specwright/lock.json'] ?? '')).toMatchObject({
    holes: { feedPet: { provider: 'models.example.com', run: first.run } },
  });
  expect(await ask({ resume: first.run })).toMatchObject({ outcome: 'ran', holes: [] });
});

test("a body that a person hands in is the person's own, and no model's", async () => {
  const provider = writing(BODY);
  const result = await ask({ provider, isOwn: true, approve: () => Promise.resolve('yes') });
  expect(result).toMatchObject({ outcome: 'ran', holes: [{ status: 'filled' }] });
  expect(logic()).toContain('records.pets.get');
  const lock = readTree(cwd, true)['service/.specwright/lock.json'] ?? '';
  expect(JSON.parse(lock)).toMatchObject({ holes: {} });
  expect(await holes({ cwd, out: 'service' })).toMatchObject({
    holes: [{ name: 'feedPet', state: 'own' }],
  });
});

test('a run goes on with those of its holes that are named', async () => {
  const first = await ask({ provider: writing(BODY) });
  if (first.outcome !== 'ran') throw new Error('it ran');
  const others = await ask({ resume: first.run, holes: ['washPet'] });
  expect(others).toMatchObject({ outcome: 'ran', holes: [] });
  expect(logic()).not.toContain('records.pets.get');
});

test('what cannot be begun is a refusal with diagnostics, or a ConfigError', async () => {
  expect(await ask({ out: 'nowhere' })).toMatchObject({
    outcome: 'refused',
    reason: 'usage',
    diagnostics: [{ code: 'SW6016' }],
  });
  expect(await ask({ provider: writing(BODY), holes: ['feedCat'] })).toMatchObject({
    outcome: 'refused',
    reason: 'usage',
    diagnostics: [{ code: 'SW8003' }],
  });
  writeFiles(cwd, { 'pets.yaml': petsYaml.replace('feedPet', 'washPet') });
  expect(await ask({ provider: writing(BODY) })).toMatchObject({
    outcome: 'refused',
    reason: 'look',
    diagnostics: [{ code: 'SW8001' }],
  });
  await expect(ask({})).rejects.toThrow(ConfigError);
});

test.runIf(process.platform === 'linux')(
  'a signal that aborts while tests run ends their processes, and nothing is kept',
  async () => {
    const before = logic();
    const running = descendants(process.pid);
    const controller = new AbortController();
    const result = await ask({
      provider: writing(BODY),
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type === 'tests-started') setImmediate(() => controller.abort());
      },
    });
    expect(result).toMatchObject({ outcome: 'ran', ended: 'aborted' });
    expect(descendants(process.pid).filter((pid) => !running.includes(pid))).toEqual([]);
    expect(logic()).toBe(before);
  },
);
