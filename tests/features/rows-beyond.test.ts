import { expect, onTestFinished, test } from 'vitest';
import { generatedService, type Service } from './service.ts';

const note = `{ application/json: { schema: { $ref: '#/components/schemas/Note' } } }`;
const list = (name: string, schema: string) => `
  /${name}:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 9, default: 2 } }
        - { name: offset, in: query, schema: { type: integer, minimum: 0, default: 0 } }
      responses: { '200': { description: Some, content: { application/json: { schema: ${schema} } } } }
    post: { requestBody: { content: ${note} }, responses: { '201': { description: One, content: ${note} } } }`;

const items = `{ type: array, items: { $ref: '#/components/schemas/Note' } }`;
const described = (paths: string) => `openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:${paths}
components:
  schemas:
    Note: { type: object, required: [text], properties: { id: { type: string, readOnly: true }, text: { type: string } } }
`;
const plain = list('notes', items);
const telling = list(
  'notes',
  `{ type: object, required: [items, hasMore], properties: { items: ${items}, hasMore: { type: boolean } } }`,
);

interface Opened {
  withPlugin(plugin: {
    transformQuery(asked: { node: unknown }): unknown;
    transformResult<Result>(answered: { result: Result & { rows: unknown[] } }): Promise<Result>;
  }): unknown;
}

interface Modules {
  openDatabase(url: string): Promise<Opened>;
  buildApp(options: { database: unknown }): Promise<Service>;
}

/** How many rows a service reads for the first two of three notes, and what it answers. */
async function readFor(description: string): Promise<{ rows: number; answer: unknown }> {
  const generated = await generatedService(description);
  const { openDatabase } = await generated.module<Modules>('database.ts');
  const { buildApp } = await generated.module<Modules>('app.ts');
  const opened = await openDatabase(':memory:');
  let rows = 0;
  const database = opened.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      rows += result.rows.length;
      return result;
    },
  });
  const app = await buildApp({ database });
  onTestFinished(() => app.close());
  const headers = { 'content-type': 'application/json' };
  for (const text of ['a', 'b', 'c'])
    await app.inject({ method: 'POST', url: '/notes', headers, payload: JSON.stringify({ text }) });
  rows = 0;
  const answer = (await app.inject({ url: '/notes' })).json();
  return { rows, answer };
}

test('a list that does not tell whether there are more reads no row beyond its page', async () => {
  const { rows, answer } = await readFor(described(plain));
  expect(answer).toHaveLength(2);
  expect(rows).toBe(2);
});

test('a list that tells whether there are more reads one row beyond its page', async () => {
  const { rows, answer } = await readFor(described(telling));
  expect(answer).toMatchObject({ items: [{}, {}], hasMore: true });
  expect(rows).toBe(3);
});
