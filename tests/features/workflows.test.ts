import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

const SHELVES = `openapi: 3.1.0
info: { title: Shelves, version: '1' }
paths:
  /shelves:
    get:
      operationId: listShelves
      responses:
        '200':
          description: Shelves
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Shelf' } } } }
    post:
      operationId: createShelf
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Shelf' } } } }
      responses:
        '201': { description: A shelf, content: { application/json: { schema: { $ref: '#/components/schemas/Shelf' } } } }
  /shelves/tidy:
    post:
      operationId: tidyShelves
      responses: { '204': { description: Tidy. } }
components:
  schemas:
    Shelf:
      type: object
      required: [name]
      properties: { id: { type: string, readOnly: true }, name: { type: string } }
`;

const FLOWS = `arazzo: 1.0.1
info: { title: Flows, version: '1' }
sourceDescriptions: [{ name: shelves, type: openapi, url: it.yaml }]
workflows:
  - workflowId: add
    summary: A shelf is added
    inputs: { type: object, properties: { name: { type: string, default: Oak } } }
    steps:
      - stepId: add
        description: Twice, if need be.
        operationId: createShelf
        requestBody: { payload: { name: $inputs.name } }
        outputs: { id: $response.body#/id }
        successCriteria: [{ condition: "$response.body#/name == $inputs.name" }]
        onFailure: [{ name: again, type: retry, retryLimit: 2 }]
    outputs: { id: $steps.add.outputs.id }
  - workflowId: fill-up
    steps:
      - stepId: look
        operationId: listShelves
        successCriteria: [{ condition: $statusCode == 200 }]
        outputs: { first: '$response.body#/0/name' }
        onSuccess:
          - { name: full, type: end, criteria: [{ context: $response.body, condition: '$[1]', type: jsonpath }] }
      - stepId: addOne
        workflowId: add
        parameters: [{ name: name, value: 'not {$steps.look.outputs.first}' }]
        onSuccess: [{ name: again, type: goto, stepId: look }]
  - workflowId: tidy
    steps: [{ stepId: tidy, operationId: tidyShelves }]
`;

const NAMED = FLOWS.replace('title: Flows', 'title: Named').replace('url: it', 'url: ../it');

/** Generates a service beside its workflows; answers what stands in a file of it. */
async function generated(...more: readonly string[]) {
  const folder = temporaryFolder();
  writeFiles(folder, { 'it.yaml': SHELVES, 'it.arazzo.yaml': FLOWS, 'more/named.yaml': NAMED });
  const command = ['generate', 'it.yaml', '--out', 'it', '--no-test', ...more];
  const { code, stderr } = await runCli(command, { cwd: folder });
  if (code !== 0) throw new Error(stderr);
  const file = (path: string) => readFileSync(join(folder, 'it', path), 'utf8');
  return { folder, file, command };
}

test('a workflow becomes a test, and waits for the business logic that it needs', async () => {
  const { file } = await generated();
  const text = file('tests/workflows/it.test.ts');
  expect(text.slice(text.indexOf('\n/**'))).toBe(`
/** add: A shelf is added */
async function add(inputs = { name: 'Oak' }) {
  // Twice, if need be.
  const addAnswer = await retry(
    2,
    () =>
      call(app, 'createShelf', {
        method: 'POST',
        url: \`/shelves\`,
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify({ name: inputs.name }),
      }),
    (answer) => !(fold(answer.json().name) === fold(inputs.name)),
  );
  expect(fold(addAnswer.json().name)).toBe(fold(inputs.name));
  const id = addAnswer.json().id;
  return { id };
}

test('add: A shelf is added', async () => {
  await add();
});

test('fill-up', async () => {
  let first: Json;
  await walk('look', {
    async look() {
      const look = await call(app, 'listShelves', { method: 'GET', url: \`/shelves\` });
      expect(look.statusCode, look.body).toBe(200);
      first = look.json()[0]?.name;
      if (select(look.json(), '$[1]').length > 0) return undefined;
      return 'addOne';
    },
    async addOne() {
      await add({ name: \`not \${String(first)}\` });
      return 'look';
    },
  });
});

test.skipIf(isOpen(tidyShelves))('tidy', async () => {
  const tidy = await call(app, 'tidyShelves', { method: 'POST', url: \`/shelves/tidy\` });
  expect(tidy.statusCode, tidy.body).toBe(204);
});
`);
});

test('the lock knows every file of workflows, and which were named', async () => {
  const { folder, file, command } = await generated('--arazzo', 'more/named.yaml');
  expect(file('tests/workflows/named.test.ts')).toContain("test('add: A shelf is added'");
  expect(JSON.parse(file('.specwright/lock.json'))).toMatchObject({
    arazzo: ['../more/named.yaml'],
    inputs: {
      '../it.arazzo.yaml': expect.any(String),
      '../more/named.yaml': expect.any(String),
    },
  });
  writeFiles(folder, { 'it.arazzo.yaml': FLOWS.replace('Oak', 'Ash') });
  const checked = await runCli(['check', '--out', 'it'], { cwd: folder });
  expect([checked.code, checked.stderr]).toEqual([1, expect.stringContaining('it.arazzo.yaml')]);
  const again = await runCli(command, { cwd: folder });
  expect(again.code).toBe(0);
  expect(file('tests/workflows/it.test.ts')).toContain("name: 'Ash'");
});

test('a file that comes to lie beside the description is noticed', async () => {
  const { folder, file, command } = await generated();
  writeFiles(folder, { 'new.arazzo.yaml': FLOWS });
  expect((await runCli(command, { cwd: folder })).code).toBe(0);
  expect(file('tests/workflows/new.test.ts')).toContain("test('add: A shelf is added'");
});
