import fc from 'fast-check';
import { CompiledQuery, type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Postgres } from '../migrate/databases.ts';
import { type Generated, generatedService, type Service } from './service.ts';

const parameter = (name: string, schema: string): string =>
  `        - { name: ${name}, in: query, schema: ${schema} }`;

const listing = (items: string): string => `
      responses:
        '200':
          description: A page
          content:
            application/json:
              schema:
                type: object
                required: [data, has_more]
                properties:
                  data: { type: array, items: { $ref: '#/components/schemas/${items}' } }
                  has_more: { type: boolean }`;

const pages = [
  parameter('limit', '{ type: integer, minimum: 1, maximum: 9, default: 2 }'),
  parameter('starting_after', '{ type: string }'),
  parameter('ending_before', '{ type: string }'),
].join('\n');

const body = (name: string): string =>
  `content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } }`;

const description = `openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    get:
      operationId: listNotes
      parameters:
${pages}
        - { name: sort, in: query, schema: { type: string, enum: [rank, -rank, due, -due] } }
        - { name: text, in: query, schema: { type: string } }${listing('Note')}
    post: { operationId: createNote, requestBody: { ${body('Note')} }, responses: { '201': { description: It, ${body('Note')} } } }
  /notes/{noteId}:
    parameters: [{ name: noteId, in: path, required: true, schema: { type: string } }]
    get: { operationId: getNote, responses: { '200': { description: It, ${body('Note')} } } }
    put: { operationId: replaceNote, requestBody: { ${body('Note')} }, responses: { '200': { description: It, ${body('Note')} } } }
  /notes/{noteId}/marks:
    parameters: [{ name: noteId, in: path, required: true, schema: { type: string } }]
    get:
      operationId: listMarks
      parameters:
${pages}${listing('Mark')}
    post: { operationId: createMark, requestBody: { ${body('Mark')} }, responses: { '201': { description: It, ${body('Mark')} } } }
  /events:
    get:
      operationId: listEvents
      parameters:
        - { name: limit, in: query, schema: { type: integer, default: 2 } }
        - { name: before, in: query, description: Events with an id lower than this one., schema: { type: integer } }
      responses: { '200': { description: Newest first, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Event' } } } } } }
    post: { operationId: createEvent, requestBody: { ${body('Event')} }, responses: { '201': { description: It, ${body('Event')} } } }
components:
  schemas:
    Note:
      type: object
      required: [text]
      properties:
        id: { type: string, format: uuid, readOnly: true }
        text: { type: string }
        rank: { type: [integer, 'null'] }
        due: { type: [string, 'null'], format: date-time }
        created: { type: string, format: date-time, readOnly: true }
    Mark:
      type: object
      required: [label]
      properties: { id: { type: string, readOnly: true }, label: { type: string } }
    Event:
      type: object
      required: [what]
      properties: { id: { type: integer, readOnly: true }, what: { type: string } }
`;

interface Page {
  readonly data: readonly { readonly id: string }[];
  readonly has_more: boolean;
}

let app: Service;
let generated: Generated;

beforeAll(async () => {
  generated = await generatedService(description);
});

const DUE = [null, '2026-03-01T10:00:00Z', '2026-03-01T12:00:00+02:00', '2026-03-02T00:00:00Z'];

async function made(url: string, payload: object): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const answer = await app.inject({
    method: 'POST',
    url,
    headers,
    payload: JSON.stringify(payload),
  });
  expect(answer.statusCode, answer.body).toBe(201);
  return (answer.json() as { id: string }).id;
}

async function asked(url: string, query: Record<string, string | number> = {}): Promise<Page> {
  const words = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, `${value}`]),
  );
  const answer = await app.inject({ url: `${url}?${words.toString()}` });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json() as Page;
}

/** What all pages show, one after the other, and whether each but the last says that there is more. */
async function walked(
  url: string,
  way: 'starting_after' | 'ending_before',
  query: Record<string, string | number>,
  from?: string,
): Promise<string[]> {
  const seen: string[] = [];
  for (let at = from; ;) {
    const page = await asked(url, { ...query, ...(at !== undefined && { [way]: at }) });
    const ids = page.data.map(({ id }) => id);
    seen.splice(way === 'starting_after' ? seen.length : 0, 0, ...ids);
    if (!page.has_more) return seen;
    at = way === 'starting_after' ? ids.at(-1) : ids[0];
  }
}

describe.each(['SQLite', 'PostgreSQL'])('a list by keys of its items, on %s', (dialect) => {
  let postgres: Postgres | undefined;
  beforeAll(async () => {
    postgres = dialect === 'PostgreSQL' ? await Postgres.start() : undefined;
    app = await generated.start((await postgres?.emptyUrl()) ?? ':memory:');
  });
  afterAll(async () => {
    await app.close();
    await postgres?.stop();
  });

  test('shows each item once, in the same order, by pages of any size, onwards and back', async () => {
    const note = fc.record({
      text: fc.constantFrom('a', 'b'),
      rank: fc.option(fc.integer({ min: 0, max: 2 })),
      due: fc.constantFrom(...DUE),
    });
    const query = fc.record(
      {
        limit: fc.integer({ min: 1, max: 9 }),
        sort: fc.constantFrom('rank', '-rank', 'due', '-due'),
        text: fc.constantFrom('a', 'b'),
      },
      { requiredKeys: ['limit'] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(note, { maxLength: 3 }),
        query,
        async (notes, { limit, ...rest }) => {
          for (const one of notes) await made('/notes', one);
          const ids = await walked('/notes', 'starting_after', { ...rest, limit: 9 });
          expect(new Set(ids).size).toBe(ids.length);
          expect(await walked('/notes', 'starting_after', { ...rest, limit })).toEqual(ids);
          const last = ids.at(-1);
          if (last === undefined) return;
          expect(await walked('/notes', 'ending_before', { ...rest, limit }, last)).toEqual(
            ids.slice(0, -1),
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  test('goes on from an item that no longer passes the filter', async () => {
    for (let count = 0; count < 3; count++) await made('/notes', { text: 'moving' });
    const ids = await walked('/notes', 'starting_after', { text: 'moving' });
    const [first = '', second = ''] = ids;
    const headers = { 'content-type': 'application/json' };
    const payload = JSON.stringify({ text: 'moved' });
    await app.inject({ method: 'PUT', url: `/notes/${first}`, headers, payload });
    const page = await asked('/notes', { text: 'moving', limit: 1, starting_after: first });
    expect(page).toMatchObject({ data: [{ id: second }], has_more: true });
  });

  test.each(['starting_after', 'ending_before'])(
    'names %s where no item has the key',
    async (name) => {
      const answer = await app.inject({ url: `/notes?${name}=nobody` });
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({
        detail: `${name} must be the key of an item of this list.`,
      });
    },
  );

  test('is not asked for what is after one item and before another', async () => {
    const id = await made('/notes', { text: 'one' });
    const answer = await app.inject({ url: `/notes?starting_after=${id}&ending_before=${id}` });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('starting_after and ending_before');
  });

  test.each(['/notes/nobody', '/notes/nobody/marks'])(
    'is not there where no key looks like the one that %s names',
    async (url) => {
      expect((await app.inject({ url })).statusCode).toBe(404);
    },
  );

  test('knows no item of another parent', async () => {
    const [one, other] = [await made('/notes', { text: 'x' }), await made('/notes', { text: 'y' })];
    const marks = [
      await made(`/notes/${one}/marks`, { label: '1' }),
      await made(`/notes/${one}/marks`, { label: '2' }),
    ];
    const ids = await walked(`/notes/${one}/marks`, 'starting_after', { limit: 1 });
    expect(ids.toSorted()).toEqual(marks.toSorted());
    const answer = await app.inject({ url: `/notes/${other}/marks?starting_after=${ids[0]}` });
    expect(answer.statusCode).toBe(400);
  });

  test('begins with the last where only what is before an item can be asked for', async () => {
    for (const what of ['a', 'b', 'c']) await made('/events', { what });
    const first = (await app.inject({ url: '/events' })).json();
    expect(first).toMatchObject([{ id: 3 }, { id: 2 }]);
    expect((await app.inject({ url: '/events?before=2' })).json()).toMatchObject([{ id: 1 }]);
  });

  test('goes on from a number that is the key of nothing any more', async () => {
    for (const what of ['a', 'b']) await made('/events', { what });
    const answer = await app.inject({ url: '/events?before=1000' });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toEqual((await app.inject({ url: '/events' })).json());
  });
});

/** What is used of the modules of the service. */
interface Modules {
  openDatabase(url: string): Promise<Kysely<object>>;
  listNotes(database: Kysely<object>, filter: object, window: object): Promise<unknown>;
}

test('an index leads to where a page begins, however far that is', async () => {
  const { openDatabase } = await generated.module<Modules>('database.ts');
  const { listNotes } = await generated.module<Modules>('resources/notes/repository.ts');
  const database = await openDatabase(':memory:');
  const queries: CompiledQuery[] = [];
  const watched = new Proxy(database, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...given: CompiledQuery[]) => {
        if (name === 'executeQuery') queries.push(...given.slice(0, 1));
        return Reflect.apply(member, target, given) as unknown;
      };
    },
  });
  const order = ['created', 'id'].map((column) => ({ column, direction: 'asc' }));
  const seek = { column: 'id', key: 'none', side: 'after', parameter: 'starting_after' };
  await expect(listNotes(watched, {}, { order, limit: 2, seek })).rejects.toThrow('starting_after');
  const [{ sql, parameters } = CompiledQuery.raw('')] = queries;
  const plan = await database.executeQuery(
    CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
  );
  await database.destroy();
  expect(JSON.stringify(plan.rows)).toMatch(/SEARCH notes USING INDEX \w+ \(created>\?\)/);
});
