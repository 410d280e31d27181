import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

const json = (schema: string) =>
  `content: { application/json: { schema: { $ref: '#/components/schemas/${schema}' } } }`;
const id = `{ name: id, in: path, required: true, schema: { type: string, format: uuid } }`;

/** A blog whose words mean something to classes and to NestJS. */
const blog = `openapi: 3.1.0
info: { title: Blog, version: '1' }
paths:
  /posts/:
    post:
      operationId: constructor
      requestBody: { required: true, ${json('Post')} }
      responses: { '201': { description: It., ${json('Post')} } }
  /posts/{id}:
    get: { operationId: then, parameters: [${id}], responses: { '200': { description: It., ${json('Post')} } } }
    put:
      operationId: replacePost
      parameters: [${id}]
      requestBody: { required: true, ${json('Body')} }
      responses: { '200': { description: It., ${json('Post')} } }
components:
  schemas:
    Post: { type: object, required: [title], properties: { id: { type: string, format: uuid, readOnly: true }, title: { type: string } } }
    Body: { type: object, required: [title], properties: { title: { type: string } } }
`;

async function generate(description: string) {
  const folder = temporaryFolder();
  writeFiles(folder, { 'it.yaml': description });
  const argv = ['generate', 'it.yaml', '--pack', 'nestjs', '--out', 'it', '--no-test'];
  const { code, stderr } = await runCli(argv, { cwd: folder });
  const read = (path: string) => readFileSync(join(folder, 'it/src', path), 'utf8');
  return { code, stderr, read };
}

test('decorators and methods give way to the words of a description', async () => {
  const { code, stderr, read } = await generate(blog);
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('error')]);
  const controller = read('resources/posts/posts.controller.ts');
  expect(controller).toContain("  @NestPost('/posts/')\n  @Contract('constructor')\n");
  expect(controller).toContain('async constructorOperation(@NestBody() body: PostCreate');
  expect(controller).toContain('async thenOperation(@Param() params: PostParams)');
});

test('a path that ends in a slash is served, though NestJS takes the slash off', async () => {
  expect((await generate(blog)).read('app.ts')).toContain('ignoreTrailingSlash: true');
  const plain = blog.replace('/posts/:', '/posts:');
  expect((await generate(plain)).read('app.ts')).not.toContain('ignoreTrailingSlash');
});

test.each([
  ['TRACE', '    trace: {'],
  ['PURGE', '    additionalOperations: { PURGE: { responses: {} } }\n    get: {'],
])('a method that NestJS cannot serve is refused by name: %s', async (method, members) => {
  const { code, stderr } = await generate(blog.replace('    get: {', members));
  expect(code).not.toBe(0);
  expect(stderr).toContain('SW3016');
  expect(stderr).toContain(`NestJS serves no ${method}`);
});
