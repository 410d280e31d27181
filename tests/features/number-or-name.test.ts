import { expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { inferredFrom } from '../model/support/model-of.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

const paths = `
paths:
  /flows: { get: { operationId: listFlows, responses: { '200': { description: Flows., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Flow' } } } } } } } }
  /flows/{flow_id}:
    get:
      operationId: getFlow
      parameters: [&either { name: flow_id, in: path, required: true, schema: { oneOf: [{ type: integer }, { type: string }] } }]
      responses: { '200': { description: A flow., content: { application/json: { schema: { $ref: '#/components/schemas/Flow' } } } } }
  /flows/{flow_id}/runs:
    get:
      operationId: listRuns
      parameters: [*either]
      responses: { '200': { description: Runs., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Run' } } } } } }
components:
  schemas:
    Flow: { type: object, required: [id], properties: { id: { type: integer }, name: { type: string } } }
    Run: { type: object, required: [id, flow_id], properties: { id: { type: integer }, flow_id: { type: integer } } }
`;

test('what may be named by a number or a text is not looked up by its number alone', async () => {
  const inferred = await inferredFrom(paths);
  expect(inferred.summary()).toEqual([
    'live list Flow GET /flows',
    'hole get - GET /flows/{flow_id}',
    'live list Run GET /flows/{flow_id}/runs',
  ]);
  const run = inferred.entity('Run').fields.find(({ hidden }) => hidden);
  expect(run).toMatchObject({ type: 'string' });
});

test.each(['flow_name_or_id', 'nameOrId', 'id-or-slug'])(
  'neither is what {%s} names',
  async (name) => {
    const text = 'oneOf: [{ type: integer }, { type: string }]';
    const either = paths
      .replaceAll('flow_id}', `${name}}`)
      .replace(`name: flow_id`, `name: ${name}`);
    const inferred = await inferredFrom(either.replace(text, 'type: string'));
    for (const path of [`/flows/{${name}}`, `/flows/{${name}}/runs`])
      expect(inferred.operation(`GET ${path}`).reason).toBe(
        `${name} may be one name or another, and which of them is not told`,
      );
  },
);

test('an author is none of two names', async () => {
  const inferred = await inferredFrom(paths.replaceAll('flow_id', 'authorId'));
  expect(inferred.operation('GET /flows/{authorId}').reason).not.toContain('one name or another');
});

test('a list under such a parent type-checks and answers', async () => {
  const folder = temporaryFolder();
  writeFiles(folder, {
    'it.yaml': `openapi: 3.1.0\ninfo: { title: Flows, version: '1' }${paths}`,
  });
  const { code, stderr } = await runCli(['generate', 'it.yaml', '--out', 'it', '--quiet'], {
    cwd: folder,
  });
  expect([code, stderr]).toEqual([0, expect.any(String)]);
});
