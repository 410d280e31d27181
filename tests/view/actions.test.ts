import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { fill, generate } from '../../src/index.ts';
import { generatedService } from '../../src/generated-service.ts';
import { submission } from '../../src/holes/providers/submission.ts';
import { routes } from '../../src/view/routes.ts';
import type { ServedPage } from '../../src/view/server.ts';
import { ServiceView } from '../../src/view/service-view.ts';
import type { ActionLine } from '../../src/view/state-types.ts';
import { petsYaml } from '../cli/run-cli.ts';
import { type ModelServerOptions, startModelServer } from '../holes/model-server.ts';
import { scriptedModel } from '../holes/scripted-model.ts';
import {
  lastingFolder,
  readTree,
  rememberRuns,
  temporaryFolder,
  writeFiles,
} from '../workspace/temporary-folder.ts';
import { ask, partsOf, served } from './ask.ts';

rememberRuns();

const BODY = 'await context.records.pets.get(input.petId);\nreturn { status: 204 };';
const LOGIC = 'src/resources/pets/logic.ts';

let cwd = '';
let out = '';
let view: ServiceView;
let page: ServedPage;

const logic = (): string => readFileSync(join(out, LOGIC), 'utf8');
const everything = (): string => JSON.stringify(readTree(out, true));

async function post(address: string, body: object): Promise<readonly ActionLine[]> {
  const { origin, base } = partsOf(page);
  const headers = { 'content-type': 'application/json', origin };
  const asked = { method: 'POST', headers, body: JSON.stringify(body) };
  const answer = await ask(origin, `${base}api/${address}`, asked);
  const lines = answer.body.trim().split('\n');
  return lines.map((line) => JSON.parse(line) as ActionLine);
}

const made = lastingFolder();

beforeAll(async () => {
  writeFiles(made, { 'pets.yaml': petsYaml });
  await generate({ cwd: made, specs: ['pets.yaml'], out: 'service', test: false });
});

beforeEach(async () => {
  cwd = temporaryFolder();
  out = join(cwd, 'service');
  cpSync(made, cwd, { recursive: true });
  const { project } = await generatedService(cwd, 'service');
  // The tests of the whole service are not what is tried here.
  view = new ServiceView({ ...project, test: false });
  page = await served(routes(view, {}));
});

describe('an edit of a hole', () => {
  const hash = async (): Promise<string> => (await view.state()).holes[0]?.hash ?? '';

  test('is kept when policy, types and tests agree, as the work of a person', async () => {
    const lines = await post('holes/feedPet/body', { body: BODY, hash: await hash() });
    expect(lines.at(-1)).toMatchObject({ done: true, message: 'It passes, and is kept.' });
    expect(lines.some((line) => 'progress' in line && line.progress.includes('tests pass'))).toBe(
      true,
    );
    expect(logic()).toContain('records.pets.get');
    expect((await view.state()).holes[0]).toMatchObject({ state: 'own' });
  });

  test.each([
    ['reaches for the machine', 'process.exit(1);\nreturn { status: 204 };'],
    ['has no type', 'return { status: 999 };'],
    ['ends the function', 'return { status: 204 };\n}\nexport function more() {'],
    ['is no code', 'return {{{'],
  ])('that %s changes nothing', async (_what, body) => {
    const before = logic();
    const lines = await post('holes/feedPet/body', { body, hash: await hash() });
    expect(lines.at(-1)).toMatchObject({ done: false });
    expect(logic()).toBe(before);
  });

  test('of a body that has changed meanwhile is refused, and so is one of no hole', async () => {
    await view.state();
    const before = everything();
    const stale = await post('holes/feedPet/body', { body: BODY, hash: 'another' });
    expect(stale[0]).toMatchObject({ findings: [{ code: 'SW7607' }] });
    const none = await post('holes/washPet/body', { body: BODY, hash: 'another' });
    expect(none[0]).toMatchObject({ findings: [{ code: 'SW7603' }] });
    expect(everything()).toBe(before);
  });
});

describe('a body that waits', () => {
  const waiting = async (): Promise<string> => {
    const settings = { tdd: false, maxRounds: 1 };
    const result = await fill({
      cwd,
      out,
      provider: submission('models.example.com', BODY),
      settings,
    });
    if (result.outcome !== 'ran') throw new Error('it ran');
    expect((await view.state()).holes[0]?.waiting).toMatchObject({ run: result.run, body: BODY });
    return result.run;
  };

  test('is kept when a person approves', async () => {
    const run = await waiting();
    const lines = await post('holes/feedPet/approve', { run });
    expect(lines.at(-1)).toMatchObject({ done: true, message: 'It passes, and is kept.' });
    expect(logic()).toContain('records.pets.get');
    const [hole] = (await view.state()).holes;
    expect(hole).toMatchObject({ state: 'filled', from: { provider: 'models.example.com', run } });
    expect(hole?.waiting).toBeUndefined();
  });

  test('is left when a person rejects, and no model is asked', async () => {
    const run = await waiting();
    const before = logic();
    const lines = await post('holes/feedPet/reject', { run });
    expect(lines.at(-1)).toMatchObject({ done: false });
    expect(logic()).toBe(before);
    expect((await view.state()).holes[0]).toMatchObject({ state: 'open' });
    expect((await view.state()).holes[0]?.waiting).toBeUndefined();
    expect((await post('holes/feedPet/approve', { run: '../../x' }))[0]).toMatchObject({
      findings: [{ code: 'SW7604' }],
    });
  });
});

describe('a generation', () => {
  const entity = (): string => readFileSync(join(out, 'src/entities/pet.ts'), 'utf8');
  const describeWith = (fields: string): void =>
    writeFileSync(
      join(cwd, 'pets.yaml'),
      petsYaml.replace(
        '        name: { type: string }',
        `        name: { type: string }\n${fields}`,
      ),
    );

  test('writes the plan that was shown, and no other', async () => {
    expect((await view.state()).plan.hash).toBeUndefined();
    describeWith('        born: { type: string }');
    const { plan } = await view.state();
    describeWith('        colour: { type: string }');
    const before = everything();
    const other = await post('generate', { plan: plan.hash, test: false });
    expect(other.at(-1)).toMatchObject({ done: false, findings: [{ code: 'SW7607' }] });
    expect(everything()).toBe(before);
    const { hash } = (await view.state()).plan;
    const lines = await post('generate', { plan: hash, test: false });
    expect(lines).toContainEqual({ progress: 'writing' });
    expect(lines.at(-1)).toMatchObject({ done: true });
    expect(entity()).toContain('colour');
    expect((await view.state()).plan.hash).toBeUndefined();
  });

  test('writes nothing of a description that is not valid, and wants to know the plan', async () => {
    writeFileSync(join(cwd, 'pets.yaml'), 'openapi: 3.1.0\n');
    const before = everything();
    const lines = await post('generate', { plan: 'x', test: false });
    expect(lines.at(-1)).toMatchObject({ done: false, message: 'The description is invalid.' });
    expect((await post('generate', {}))[0]).toMatchObject({ findings: [{ code: 'SW7604' }] });
    expect(everything()).toBe(before);
  });
});

describe('proposed tests', () => {
  const path = 'tests/proposed/feed-pet.test.ts';
  const text =
    "import { expect, test } from 'vitest';\n\ntest('it holds', () => expect([1]).toEqual([1]));\n";
  beforeEach(() => writeFiles(out, { [path]: text }));
  const decide = async (body: object) => post('holes/feedPet/tests', body);

  test('are shown apart from those that a hole has to pass, and approved as a person corrects them', async () => {
    const [hole] = (await view.state()).holes;
    expect(hole?.proposed).toMatchObject({ path, text });
    expect(hole?.tests).toEqual([]);
    const hash = hole?.proposed?.hash;
    const corrected = text.replace('it holds', 'it still holds');
    const lines = await decide({ decision: 'approve', hash, text: corrected });
    expect(lines.at(-1)).toMatchObject({ done: true });
    const [now] = (await view.state()).holes;
    expect(now?.proposed).toBeUndefined();
    expect(now?.tests).toEqual([{ path: 'tests/approved/feed-pet.test.ts', text: corrected }]);
  });

  test('are removed when a person rejects them', async () => {
    const hash = (await view.state()).holes[0]?.proposed?.hash;
    const lines = await decide({ decision: 'reject', hash });
    expect(lines.at(-1)).toEqual({ done: true, message: `${path} is removed.`, findings: [] });
    expect(existsSync(join(out, path))).toBe(false);
  });

  test.each([
    ['say which text they decide about', { decision: 'approve' }, 'SW7604'],
    ['are about the text that is there', { decision: 'reject', hash: 'another' }, 'SW7607'],
    ['approve or reject', { decision: 'both', hash: 'another' }, 'SW7604'],
  ])('decisions must %s', async (_what, body, code) => {
    const before = everything();
    expect((await decide(body)).at(-1)).toMatchObject({ findings: [{ code }] });
    expect(everything()).toBe(before);
  });
});

describe('a refill', () => {
  const withModel = async (options: ModelServerOptions): Promise<void> => {
    const server = await startModelServer(options);
    onTestFinished(() => server.close());
    const settings = { baseUrl: server.baseURL, models: ['scripted'], tdd: false };
    page = await served(routes(view, settings));
  };

  test('asks the model, and what nobody has tested waits for a person', async () => {
    await withModel({ script: scriptedModel({ bodies: { feedPet: BODY } }) });
    const before = logic();
    const lines = await post('holes/feedPet/refill', {});
    expect(lines[0]).toEqual({ progress: 'feedPet: asking scripted (round 1)' });
    expect(lines.at(-1)).toMatchObject({ done: true, message: 'It passes, and waits for you.' });
    expect(logic()).toBe(before);
    expect((await view.state()).holes[0]?.waiting).toMatchObject({ body: BODY });
  });

  test('ends when the page has gone, and leaves the service as it was', async () => {
    await withModel({ script: () => ({ fault: 'hang' }) });
    const before = logic();
    const { origin, base } = partsOf(page);
    const gone = new AbortController();
    const response = await fetch(`${origin}${base}api/holes/feedPet/refill`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: '{}',
      signal: gone.signal,
    });
    await response.body?.getReader().read();
    gone.abort();
    await expect.poll(() => view.runs().at(-1)?.reason, { timeout: 20_000 }).toBe('aborted');
    expect(logic()).toBe(before);
  });
});

describe('a conflict', () => {
  const place = `<<<<<<< yours\nexport const answer = 1;\n||||||| generated before\n=======\nexport const answer = 2;\n>>>>>>> generated now\n`;
  const file = 'src/environment.ts';
  const text = (): string => readFileSync(join(out, file), 'utf8');
  let clean = '';

  beforeEach(() => {
    clean = text();
    writeFileSync(join(out, file), `${clean}${place}`);
  });
  const decide = (choices: readonly unknown[], path = file) =>
    post('conflicts', { path, hash: view.conflicts()[0]?.hash, choices });

  test('is written as a person decides it, and the service is in order again', async () => {
    const lines = await decide([{ take: 'theirs' }]);
    expect(lines.at(-1)).toMatchObject({ done: true });
    expect(text()).toBe(`${clean}export const answer = 2;\n`);
    expect(view.conflicts()).toEqual([]);
    expect((await view.state()).plan.files).toEqual([{ path: file, action: 'keep' }]);
  });

  test.each([
    ['does not parse', 'const = ;'],
    ['has markers', '<<<<<<< yours\n=======\n>>>>>>> now'],
    ['has no type', 'export const answer: string = 3;'],
  ])('is not written as something that %s', async (_what, own) => {
    const before = text();
    const lines = await decide([{ take: 'text', text: own }]);
    expect(lines.at(-1)).toMatchObject({ done: false, message: 'Nothing was written.' });
    expect(text()).toBe(before);
  });

  test.each(['../pets.yaml', '/etc/passwd', 'src/main.ts', '.specwright/lock.json'])(
    'is decided in no other file: %s',
    async (path) => {
      const before = everything();
      expect((await decide([{ take: 'ours' }], path))[0]).toMatchObject({
        findings: [{ code: 'SW7603' }],
      });
      expect(everything()).toBe(before);
      expect(existsSync(join(cwd, 'pets.yaml'))).toBe(true);
    },
  );

  test('wants one choice for each place, and a file that nobody has touched since', async () => {
    expect((await decide([]))[0]).toMatchObject({ findings: [{ code: 'SW7604' }] });
    expect((await decide([{ take: 'everything' }]))[0]).toMatchObject({
      findings: [{ code: 'SW7604' }],
    });
    const lines = await post('conflicts', { path: file, hash: 'x', choices: [{ take: 'ours' }] });
    expect(lines.at(-1)).toMatchObject({ done: false, findings: [{ code: 'SW7607' }] });
    expect(text()).toContain('<<<<<<<');
  });
});
