import { join } from 'node:path';
import { fill, generate } from '../../src/index.ts';
import { petsYaml } from '../cli/run-cli.ts';
import { writeFiles } from '../workspace/temporary-folder.ts';
import { startModelServer } from './model-server.ts';
import { scriptedModel } from './scripted-model.ts';

export const PROPOSED = 'tests/proposed/feed-pet.test.ts';
export const APPROVED = 'tests/approved/feed-pet.test.ts';

const RULE = 'A pet that is there can be fed.';

/** The description with a rule in words alone, so that a model proposes tests of it. */
const ruledYaml = petsYaml.replace(
  '      operationId: feedPet\n',
  `      operationId: feedPet\n      x-business-rules: [{ rule: '${RULE}' }]\n`,
);

/** Generates `service` in a folder, and has a model fill `feedPet` that proposes tests first. */
export async function serviceWithProposedTests(cwd: string): Promise<string> {
  writeFiles(cwd, { 'pets.yaml': ruledYaml });
  await generate({ cwd, specs: ['pets.yaml'], out: 'service', test: false });
  const server = await startModelServer({
    script: scriptedModel({
      bodies: { feedPet: 'await context.records.pets.get(input.petId);\nreturn { status: 204 };' },
      examples: {
        feedPet: [
          {
            rule: RULE,
            given: { pet: { name: 'Rex' } },
            when: { operation: 'feedPet' },
            then: { status: 204 },
          },
        ],
      },
    }),
  });
  try {
    const settings = { baseUrl: server.baseURL, models: ['scripted'] };
    const result = await fill({ cwd, out: 'service', settings });
    if (result.outcome !== 'ran' || result.ended !== 'done') throw new Error('It did not run.');
  } finally {
    await server.close();
  }
  return join(cwd, 'service');
}
