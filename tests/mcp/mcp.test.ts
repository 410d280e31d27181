import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { petsYaml } from '../cli/run-cli.ts';
import { readTree, temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';
import { connect } from './client.ts';

const RULES = `      x-business-rules:
        - rule: Feeding a pet that is not there is answered 404.
          examples:
            - when: { params: { petId: 6f1e0f0a-0c35-4b9a-8f4e-8f9d7c1b2a3c } }
              then: { status: 404 }
`;
const described = petsYaml.replace(
  '      operationId: feedPet\n',
  `      operationId: feedPet\n${RULES}`,
);
const BODY = 'await context.records.pets.get(input.petId);\nreturn { status: 204 };';

function folderWith(text = described): string {
  const folder = join(temporaryFolder(), 'work');
  mkdirSync(folder);
  writeFiles(folder, { 'pets.yaml': text });
  return folder;
}

const service = { out: 'service' };

test('a coding agent generates a service, reads a hole and fills it', async () => {
  const folder = folderWith();
  const { call } = await connect(folder);
  const told = await call('explain', { spec: 'pets.yaml' });
  expect(JSON.parse(told.text)).toMatchObject({ model: { entities: [{ name: 'Pet' }] } });
  const made = await call('generate', { spec: 'pets.yaml', ...service, test: false });
  expect(JSON.parse(made.text)).toMatchObject({ services: [{ service: 'pets', outcome: 'done' }] });
  const state = await call('check', service);
  expect(JSON.parse(state.text)).toMatchObject({ services: [{ outcome: 'current' }] });

  const listed = await call('list_holes', service);
  expect(JSON.parse(listed.text)).toMatchObject({ holes: [{ name: 'feedPet', state: 'open' }] });
  const read = await call('read_hole', { ...service, hole: 'feedPet' });
  expect(JSON.parse(read.text)).toMatchObject({
    instructions: expect.stringContaining('between its braces') as string,
    signature: expect.stringContaining('feedPet(') as string,
    rules: [{ rule: expect.stringContaining('not there') as string }],
    types: expect.arrayContaining([expect.objectContaining({ name: 'Context' })]) as unknown[],
    tests: expect.arrayContaining([
      expect.objectContaining({ path: 'tests/rules/pets.test.ts' }),
    ]) as unknown[],
  });

  const before = readTree(folder)['service/src/resources/pets/logic.ts'];
  const refused = await call('submit_hole', {
    ...service,
    hole: 'feedPet',
    body: 'process.exit(1);',
  });
  expect(refused.isError).toBe(true);
  expect(JSON.parse(refused.text)).toMatchObject({ status: 'open' });
  expect(refused.text).toContain('The name process is not allowed');
  const failing = await call('submit_hole', {
    ...service,
    hole: 'feedPet',
    body: 'return { status: 204 };',
  });
  expect(failing.isError).toBe(true);
  expect(JSON.parse(failing.text)).toMatchObject({ status: 'open', failures: [{}] });
  expect(readTree(folder)['service/src/resources/pets/logic.ts']).toBe(before);

  const kept = await call('submit_hole', { ...service, hole: 'feedPet', body: BODY });
  expect(JSON.parse(kept.text)).toMatchObject({ status: 'filled', failures: [] });
  expect(readTree(folder)['service/src/resources/pets/logic.ts']).toContain('records.pets.get');
  const lock: unknown = JSON.parse(readTree(folder, true)['service/.specwright/lock.json'] ?? '');
  expect(lock).toMatchObject({ holes: { feedPet: { provider: 'local', model: 'test-agent' } } });

  const runs = await call('list_runs', service);
  const { runs: all } = JSON.parse(runs.text) as { runs: { run: string }[] };
  expect(all).toHaveLength(3);
  const run = await call('read_run', { ...service, run: all[2]?.run });
  expect(JSON.parse(run.text)).toMatchObject({ reason: 'done', holes: [{ status: 'filled' }] });

  writeFiles(folder, { 'pets.yaml': described.replace('name: { type', 'title: { type') });
  const models = await call('diff', { spec: 'pets.yaml', ...service, model: true });
  expect(models.text).toContain('+ field title');
  const files = await call('diff', { spec: 'pets.yaml', ...service });
  expect(files.text).toContain('+++ b/service/src/entities/pet.ts');
});

test('a client of 2025 is served too', async () => {
  const folder = folderWith(petsYaml);
  const { call, client } = await connect(folder, 'legacy');
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toContain('submit_hole');
  for (const { inputSchema } of tools) expect(inputSchema).toMatchObject({ type: 'object' });
  await call('generate', { spec: 'pets.yaml', ...service, test: false });
  const before = readTree(folder)['service/src/resources/pets/logic.ts'];
  const refused = await call('submit_hole', {
    ...service,
    hole: 'feedPet',
    body: 'return eval("");',
  });
  expect(refused).toMatchObject({ isError: true, text: expect.stringContaining('eval') as string });
  expect(readTree(folder)['service/src/resources/pets/logic.ts']).toBe(before);
});

test('a call that is wrong ends in a clear error, and nothing is written', async () => {
  const folder = folderWith();
  writeFiles(join(folder, '..'), { 'other/pets.yaml': petsYaml });
  symlinkSync(join(folder, '..', 'other'), join(folder, 'link'));
  symlinkSync('../not-there-yet', join(folder, 'promise'));
  const before = readTree(join(folder, '..'), true);
  const { call, client } = await connect(folder);
  const wrong: readonly [string, Record<string, unknown>, string][] = [
    ['explain', {}, 'spec'],
    ['explain', { spec: 7 }, 'spec'],
    ['explain', { spec: 'pets.yaml', shell: 'rm' }, 'shell'],
    ['explain', { spec: 'nowhere.yaml' }, 'no such file'],
    ['explain', { spec: '../other/pets.yaml' }, 'not in the working folder'],
    ['explain', { spec: 'link/pets.yaml' }, 'not in the working folder'],
    ['explain', { spec: '/etc/passwd' }, 'not in the working folder'],
    ['explain', { spec: 'a\0b' }, 'not in the working folder'],
    ['generate', { spec: 'pets.yaml', out: '../other' }, 'not in the working folder'],
    ['generate', { spec: 'pets.yaml', out: 'link/new/service' }, 'not in the working folder'],
    ['generate', { spec: 'pets.yaml', out: 'promise' }, 'not in the working folder'],
    ['generate', { spec: 'pets.yaml', out: 'promise/service' }, 'not in the working folder'],
    ['generate', { spec: 'pets.yaml' }, 'Name the folder'],
    ['list_holes', {}, 'holds no service'],
    ['submit_hole', { hole: 'feedPet', body: 'x'.repeat(100_001) }, 'body'],
    ['read_run', { run: '0001-00000000' }, 'holds no service'],
  ];
  for (const [tool, args, hint] of wrong) {
    const { isError, text } = await call(tool, args);
    expect({ tool, args, isError }).toEqual({ tool, args, isError: true });
    expect(text).toContain(hint);
  }
  await expect(client.callTool({ name: 'shell', arguments: {} })).rejects.toThrow('shell');
  expect(readTree(join(folder, '..'), true)).toEqual(before);
});

test('a configuration that leads out of the folder, or prints, does no harm', async () => {
  const folder = folderWith();
  writeFiles(folder, {
    'specwright.config.ts': `console.log('loaded');
export default { services: [{ spec: 'pets.yaml', out: '../elsewhere' }] };
`,
  });
  const { call } = await connect(folder);
  const { isError, text } = await call('generate', {});
  expect(isError).toBe(true);
  expect(text).toContain('not in the working folder');
  expect(Object.keys(readTree(join(folder, '..')))).toEqual([
    'work/pets.yaml',
    'work/specwright.config.ts',
  ]);
});
