import { expect, test } from 'vitest';
import { resolveServices } from '../../src/config/resolve-services.ts';
import { infer, read, render } from '../../src/pipeline.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

const described = (path: string, id: string, more = '') => `  ${path}:
    post:
      operationId: ${JSON.stringify(id)}
${more}      responses: { '204': { description: Done. } }
`;

/** The files that a pack makes of `docs/`, by their paths. */
async function docsOf(paths: string, files: Readonly<Record<string, string>>) {
  const cwd = temporaryFolder();
  writeFiles(cwd, {
    'api.yaml': `openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\npaths:\n${paths}`,
    'own/pack.json': '{ "name": "own", "version": "1.0.0", "extends": "fastify" }',
    ...files,
  });
  const [project] = await resolveServices({ cwd, specs: ['api.yaml'], out: 'out', pack: './own' });
  if (!project) throw new Error('there is no service');
  const document = await read(project);
  const { model } = await infer(document, project);
  const made = await render(model, document, project);
  return Object.fromEntries(
    made.filter(({ path }) => path.startsWith('docs/')).map(({ path, text }) => [path, text]),
  );
}

test('a template with [operation] is filled once for each, in the folder of its resource', async () => {
  const paths = described('/pets/{id}/feed', 'feedPet') + described('/toys/{id}/wash', 'wash toy');
  const template = '{{md operation.method}} {{mdcode operation.path}} of {{md service.title}}\n';
  expect(
    await docsOf(paths, {
      'own/docs/[resource]/[operation].md.hbs': template,
    }),
  ).toEqual({
    'docs/pets/feed-pet.md': 'POST /pets/{id}/feed of Pets\n',
    'docs/toys/wash-toy.md': 'POST /toys/{id}/wash of Pets\n',
  });
});

test('names of operations become names of files that are distinct and lead nowhere', async () => {
  const paths =
    described('/a/x', 'getPet') +
    described('/b/x', 'get-pet') +
    described('/c/x', '../../etc/passwd') +
    described('/d/x', 'CON') +
    described('/e/x', '犬');
  const names = Object.keys(await docsOf(paths, { 'own/docs/[operation].txt.hbs': 'text\n' }));
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(5);
  for (const name of names) expect(name).toMatch(/^docs\/[a-z\d-]+\.txt$/);
  expect(names).not.toContain('docs/con.txt');
});

test('a condition is about the operation', async () => {
  const protectedOne = '      security: [{ key: [] }]\n';
  const paths = `${described('/a/x', 'one')}${described('/b/x', 'two', protectedOne)}components:
  securitySchemes: { key: { type: apiKey, in: header, name: x-key } }
`;
  const files = {
    'own/pack.json':
      '{ "name": "own", "version": "1.0.0", "extends": "fastify", "when": { "docs/[operation].txt": "operation.isSecured" } }',
    'own/docs/[operation].txt.hbs': 'text\n',
  };
  expect(Object.keys(await docsOf(paths, files))).toEqual(['docs/two.txt']);
});
