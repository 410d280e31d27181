import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const link = '{ type: string }';

const description = `openapi: 3.1.0
info: { title: Versions, version: '1' }
paths:
  /versions:
    get:
      operationId: listVersions
      parameters: [{ name: before, in: query, schema: { type: number } }]
      responses:
        '200':
          description: Versions.
          content:
            application/json:
              schema:
                type: object
                required: [versions, pagination]
                properties:
                  versions: { type: array, items: { $ref: '#/components/schemas/Version' } }
                  pagination: { type: object, properties: { prev_page: ${link}, next_page: ${link} } }
  /lines:
    get:
      operationId: listLines
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: per_page, in: query, schema: { type: integer } }
      responses:
        '200':
          description: Lines.
          content:
            application/json:
              schema:
                type: object
                required: [data, from, to, pagination]
                properties:
                  data: { type: array, items: { $ref: '#/components/schemas/Line' } }
                  from: { type: [integer, 'null'], minimum: 1 }
                  to: { type: [integer, 'null'], minimum: 1 }
                  pagination:
                    type: object
                    required: [start_index, end_index]
                    properties: { start_index: { type: number }, end_index: { type: number } }
    post:
      operationId: createLine
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Line' } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Line' } } } } }
  /entries:
    get:
      operationId: listEntries
      parameters:
        - { name: startIndex, in: query, schema: { type: integer, default: 1 } }
        - { name: count, in: query, schema: { type: integer } }
      responses:
        '200':
          description: Entries.
          content:
            application/json:
              schema:
                type: object
                required: [totalResults, startIndex]
                properties:
                  totalResults: { type: integer }
                  startIndex: { type: integer }
                  itemsPerPage: { type: integer }
                  next: { type: string, format: uri-reference }
                  Resources: { type: array, items: { $ref: '#/components/schemas/Entry' } }
    post:
      operationId: createEntry
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Entry' } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Entry' } } } } }
  /notes:
    get:
      operationId: listNotes
      parameters:
        - { name: page, in: query, schema: { type: integer, minimum: 1, default: 1 } }
        - { name: pageSize, in: query, schema: { type: integer } }
      responses:
        '200':
          description: Notes.
          content:
            application/json:
              schema:
                type: object
                required: [data]
                properties:
                  data: { type: array, items: { $ref: '#/components/schemas/Note' } }
                  pageSize: { type: integer, minimum: 2, maximum: 3 }
                  pageCount: { type: integer, minimum: 1 }
                  total: { type: integer, maximum: 2 }
                  next_page: { type: [string, 'null'] }
                  previous_page: { type: [string, 'null'] }
    post:
      operationId: createNote
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } } }
components:
  schemas:
    Note: { type: object, required: [text], properties: { id: { type: integer, readOnly: true }, text: { type: string } } }
    Entry: { type: object, required: [text], properties: { id: { type: integer, readOnly: true }, text: { type: string } } }
    Line: { type: object, required: [text], properties: { id: { type: integer, readOnly: true }, text: { type: string } } }
    Version: { type: object, required: [id], properties: { id: { type: string }, label: { type: string } } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
});

test('an object round a list that must be there is, though nothing in it must', async () => {
  const { statusCode, body } = await app.inject({ url: '/versions' });
  expect({ statusCode, body: JSON.parse(body) as unknown }).toEqual({
    statusCode: 200,
    body: { versions: [], pagination: {} },
  });
});

async function postTexts(url: string): Promise<void> {
  for (const text of ['a', 'b', 'c']) {
    const headers = { 'content-type': 'application/json' };
    await app.inject({ method: 'POST', url, headers, payload: JSON.stringify({ text }) });
  }
}

test('a page tells where its first and its last item stand, counted from 1', async () => {
  const around = async (url: string) => {
    const page = (await app.inject({ url })).json() as Record<string, unknown>;
    return [page.from, page.to, page.pagination];
  };
  expect(await around('/lines')).toEqual([null, null, { start_index: 0, end_index: 0 }]);
  await postTexts('/lines');
  expect(await around('/lines?per_page=2')).toEqual([1, 2, { start_index: 1, end_index: 2 }]);
  expect(await around('/lines?per_page=2&page=2')).toEqual([
    3,
    3,
    { start_index: 3, end_index: 3 },
  ]);
});

test('an index that starts at 1 asks for the first item with 1', async () => {
  await postTexts('/entries');
  const around = async (url: string) => {
    const page = (await app.inject({ url })).json() as Record<string, unknown>;
    const texts = (page.Resources as { text: string }[]).map(({ text }) => text);
    return [texts.join(''), page.startIndex, page.totalResults, page.next ?? 'no next'];
  };
  expect(await around('/entries')).toEqual(['abc', 1, 3, 'no next']);
  expect(await around('/entries?startIndex=2')).toEqual(['bc', 2, 3, 'no next']);
  expect(await around('/entries?count=2')).toEqual([
    'ab',
    1,
    3,
    expect.stringMatching(/[?&]startIndex=3\b/),
  ]);
});

test('what an answer tells of its page is within the bounds of the answer', async () => {
  const around = async (url: string) => {
    const answered = (await app.inject({ url })).json() as Record<string, unknown>;
    const { data, next_page: _next, previous_page: _previous, ...page } = answered;
    return { items: (data as unknown[]).length, ...page };
  };
  expect(await around('/notes')).toEqual({ items: 0, pageSize: 3, pageCount: 1, total: 0 });
  await postTexts('/notes');
  expect(await around('/notes')).toEqual({ items: 3, pageSize: 3, pageCount: 1 });
  expect(await around('/notes?pageSize=1')).toEqual({ items: 2, pageSize: 2, pageCount: 2 });
});

test('a text that leads to another page of a counted list is its address', async () => {
  await postTexts('/notes');
  const around = async (url: string) => {
    const page = (await app.inject({ url })).json() as Record<string, string | null>;
    return [page.previous_page, page.next_page];
  };
  const [none, next] = await around('/notes?pageSize=2');
  expect([none, next]).toEqual([null, expect.stringMatching(/[?&]page=2\b/)]);
  const { pathname, search } = new URL(next ?? '');
  expect(await around(`${pathname}${search}`)).toContainEqual(
    expect.stringMatching(/[?&]page=1\b/),
  );
});
