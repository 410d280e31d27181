import { beforeEach, expect, test } from 'vitest';
import { diff, diffModels, generate } from '../../src/index.ts';
import { petsYaml } from '../cli/run-cli.ts';
import { readTree, temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

let cwd = '';
const request = () => ({ cwd, specs: ['pets.yaml'], out: 'service' });

beforeEach(async () => {
  cwd = temporaryFolder();
  writeFiles(cwd, { 'pets.yaml': petsYaml });
  await generate({ ...request(), test: false });
});

test('diff tells of each file what generate would make of it, and changes nothing', async () => {
  expect(await diff(request())).toMatchObject([{ outcome: 'unchanged', files: [] }]);
  writeFiles(cwd, { 'pets.yaml': `${petsYaml}        age: { type: integer }\n` });
  const before = readTree(cwd, true);
  const [result] = await diff(request());
  expect(result).toMatchObject({ outcome: 'drift', service: 'pets', isOnlyMemory: false });
  const entity = result?.files.find(({ path }) => path === 'src/entities/pet.ts');
  expect(entity).toMatchObject({ action: 'update' });
  expect(entity?.diff).toMatch(/^--- a\/service\/src\/entities\/pet\.ts/);
  expect(entity?.before).not.toContain('age');
  expect(entity?.after).toContain('age');
  expect(readTree(cwd, true)).toEqual(before);
});

test('diffModels tells what has changed in the model, or why that cannot be told', async () => {
  writeFiles(cwd, { 'pets.yaml': `${petsYaml}        age: { type: integer }\n` });
  const [result] = await diffModels(request());
  expect(result).toMatchObject({ outcome: 'done', service: 'pets' });
  expect(result?.outcome === 'done' && result.lines.join('\n')).toContain('+ field age: integer');
  writeFiles(cwd, { 'pets.yaml': 'openapi: 9.9.9\n' });
  expect(await diffModels(request())).toMatchObject([{ outcome: 'invalid' }]);
});

test('a signal that is aborted ends them with its reason', async () => {
  const reason = new Error('enough');
  const signal = AbortSignal.abort(reason);
  await expect(diff({ ...request(), signal })).rejects.toBe(reason);
  await expect(diffModels({ ...request(), signal })).rejects.toBe(reason);
});
