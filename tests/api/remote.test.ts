import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { check, generate } from '../../src/index.ts';
import { petsYaml } from '../cli/run-cli.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

test('what lies on another host is asked for by each run, and no input that could be compared', async () => {
  const [, pet = ''] = /\n {4}Pet:\n([^]*)$/.exec(petsYaml) ?? [];
  let answered = pet;
  const server = createServer((_, response) => response.end(answered)).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  const host = typeof address === 'object' ? `127.0.0.1:${String(address?.port)}` : '';
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'pets.yaml': petsYaml.replace(pet, `      $ref: http://${host}/Pet.yaml\n`) });
  const request = { cwd, specs: ['pets.yaml'], out: 'service', test: false, allowRemote: [host] };

  expect(await generate(request)).toMatchObject([{ outcome: 'done', entities: ['Pet'] }]);
  expect(await generate(request)).toMatchObject([{ outcome: 'unchanged' }]);
  const [state] = await check({ cwd, out: 'service' });
  expect(state).toMatchObject({ outcome: 'current' });

  answered = pet.replace('name: { type: string }\n', '$&        nickname: { type: string }\n');
  expect(answered).not.toBe(pet);
  expect(await generate(request)).toMatchObject([{ outcome: 'done' }]);
  expect(readFileSync(join(cwd, 'service/openapi.json'), 'utf8')).toContain('nickname');
});
