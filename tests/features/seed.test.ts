import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type Generated, generatedService } from './service.ts';

const ADA = '2f0c1e3a-9b1d-4d6e-8f3a-111111111111';
const description = `openapi: 3.1.0
info: { title: Letters, version: '1' }
paths:
  /writers:
    get:
      operationId: listWriters
      responses:
        '200':
          description: All.
          content:
            application/json:
              schema: { type: object, required: [data], properties: { data: { type: array, items: { $ref: '#/components/schemas/Writer' } } } }
              examples:
                one: { value: { data: [{ id: ${ADA}, name: Ada, joinedAt: '2020-01-01T10:00:00+02:00' }, { id: wrong, name: Nobody, joinedAt: '2020-01-01T10:00:00Z' }] } }
    post:
      operationId: createWriter
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Writer' }, examples: { ada: { value: { name: Ada } }, grace: { value: { name: Grace } } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Writer' } } } } }
  /writers/{writerId}/letters:
    parameters: [{ name: writerId, in: path, required: true, schema: { type: string, format: uuid } }]
    get:
      operationId: listLetters
      responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Letter' } } } } } }
    post:
      operationId: createLetter
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Letter' }, example: { text: 'Dear Mary', pages: 0 } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Letter' } } } } }
components:
  schemas:
    Writer:
      type: object
      required: [name]
      properties:
        id: { type: string, format: uuid, readOnly: true }
        name: { type: string }
        joinedAt: { type: string, format: date-time, readOnly: true }
    Letter:
      type: object
      required: [text]
      example: { id: 7, text: 'Dear Charles', pages: 2, lines: [{ ink: black }] }
      properties:
        id: { type: integer, readOnly: true }
        text: { type: string }
        pages: { type: integer, minimum: 1 }
        lines: { type: array, items: { type: object } }
`;

let service: Generated;
beforeAll(async () => {
  service = await generatedService(description);
});

interface Databases {
  openDatabase(url: string): Promise<{ destroy(): Promise<void> }>;
}

interface Seed {
  seed(database: unknown): Promise<number>;
}

test('examples that are valid are rows, which refer to each other and keep their keys', async () => {
  const url = `file:${join(service.folder, 'letters.sqlite')}`;
  const { openDatabase } = await service.module<Databases>('database.ts');
  const { seed } = await service.module<Seed>('seed/seed.ts');
  const database = await openDatabase(url);
  expect(await seed(database)).toBe(3);
  expect(await seed(database)).toBe(0);
  await database.destroy();
  const app = await service.start(url);
  const writers = (await app.inject({ url: '/writers' })).json() as { data: { name: string }[] };
  expect(writers.data).toHaveLength(2);
  expect(writers.data).toContainEqual({
    id: ADA,
    name: 'Ada',
    joinedAt: expect.stringContaining('2020-01-01T'),
  });
  expect(writers.data.map(({ name }) => name)).toContain('Grace');
  const letters = (await app.inject({ url: `/writers/${ADA}/letters` })).json();
  expect(letters).toEqual([{ id: 7, text: 'Dear Charles', pages: 2, lines: [{ ink: 'black' }] }]);
  const added = await app.inject({
    method: 'POST',
    url: `/writers/${ADA}/letters`,
    headers: { 'content-type': 'application/json' },
    payload: '{"text":"x"}',
  });
  expect(added.json()).toMatchObject({ id: 8 });
  await app.close();
});

test('tests send what the description shows', () => {
  const support = readFileSync(join(service.folder, 'tests/support/letter.ts'), 'utf8');
  expect(support).toContain("'Dear Mary'");
  expect(support).not.toMatch(/pages: 0/);
});

test('a description without examples has nothing of it', async () => {
  const bare = await generatedService(
    description
      .replaceAll(/, example: \{[^}]*\}|, examples: \{.*?\} \} \}(?= \} \})/g, '')
      .replaceAll(/^ +example.*\n(?: +one: .*\n)?/gm, ''),
  );
  expect(bare.files().filter((path) => path.includes('seed'))).toEqual([]);
  for (const path of ['package.json', 'src/start.ts', 'src/environment.ts', '.env.example'])
    expect(readFileSync(join(bare.folder, path), 'utf8')).not.toMatch(/seed/i);
});

test('rows that refer to each other in a circle are stored all the same', async () => {
  const crud = (name: string, path: string) => `
  /${path}:
    post: { operationId: create${name}, requestBody: { content: &of${name} { application/json: { schema: { $ref: '#/components/schemas/${name}' } } } }, responses: { '201': { description: One., content: *of${name} } } }
  /${path}/{id}:
    get: { operationId: get${name}, parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: { '200': { description: One., content: *of${name} } } }`;
  const circle = await generatedService(`openapi: 3.1.0
info: { title: Teams, version: '1' }
paths:${crud('Team', 'teams')}${crud('Person', 'people')}
components:
  schemas:
    Team: { type: object, examples: [{ id: t1, personId: null }, { id: t2, personId: p1 }], properties: { id: { type: string }, personId: { type: [string, 'null'] } } }
    Person: { type: object, examples: [{ id: p1, teamId: t1 }], properties: { id: { type: string }, teamId: { type: string } } }
`);
  const { openDatabase } = await circle.module<Databases>('database.ts');
  const { seed } = await circle.module<Seed>('seed/seed.ts');
  const database = await openDatabase(':memory:');
  expect(await seed(database)).toBe(3);
  await database.destroy();
});
