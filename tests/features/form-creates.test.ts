import { afterEach, beforeAll, expect, test } from 'vitest';
import { formOf, memoryBlobs, MULTIPART, type Part } from './blobs.ts';
import { type Service, serviceOf } from './service.ts';

const id = `parameters: [{ name: id, in: path, required: true, schema: { type: string } }]`;
const schema = (name: string) => `{ schema: { $ref: '#/components/schemas/${name}' } }`;
const answers = (status: number, name: string) =>
  `{ '${status}': { description: It, content: { application/json: ${schema(name)} } } }`;
const bytes = `{ '200': { description: Bytes, content: { application/octet-stream: {} } } }`;

const description = `openapi: 3.1.0
info: { title: Papers, version: '1' }
paths:
  /papers:
    post:
      operationId: createPaper
      requestBody: { required: true, content: { multipart/form-data: ${schema('PaperForm')} } }
      responses: ${answers(201, 'Paper')}
  /papers/{id}:
    ${id}
    get: { operationId: getPaper, responses: ${answers(200, 'Paper')} }
    put:
      operationId: replacePaper
      requestBody: { content: { multipart/form-data: ${schema('PaperForm')} } }
      responses: ${answers(200, 'Paper')}
    delete: { operationId: deletePaper, responses: { '204': { description: Gone. } } }
  /papers/{id}/content:
    ${id}
    get: { operationId: readPaper, responses: ${bytes} }
  /pictures:
    post:
      operationId: createPicture
      requestBody: { content: { multipart/form-data: ${schema('PictureForm')} } }
      responses: ${answers(201, 'Picture')}
  /pictures/{id}:
    ${id}
    get: { operationId: getPicture, responses: ${answers(200, 'Picture')} }
  /notes:
    post:
      operationId: createNote
      requestBody: { content: { multipart/form-data: ${schema('Note')} } }
      responses: ${answers(201, 'Note')}
  /notes/{id}:
    ${id}
    get: { operationId: getNote, responses: ${answers(200, 'Note')} }
    put:
      operationId: replaceNote
      requestBody: { content: { multipart/form-data: ${schema('Note')} } }
      responses: ${answers(200, 'Note')}
components:
  schemas:
    PaperForm:
      type: object
      required: [title, scan]
      properties:
        title: { type: string }
        pages: { type: integer }
        scan: { type: string, format: binary }
        annexes: { type: array, items: { type: string, format: binary } }
    Paper:
      type: object
      required: [id, title]
      properties: { id: { type: string, readOnly: true }, title: { type: string }, pages: { type: integer } }
    PictureForm: { type: object, required: [image], properties: { name: { type: string }, image: { type: string, format: binary } } }
    Picture:
      type: object
      properties: { id: { type: string, readOnly: true }, name: { type: string }, imageUrl: { type: string, readOnly: true } }
    Note:
      type: object
      required: [text]
      properties: { id: { type: string, readOnly: true }, text: { type: string }, count: { type: integer } }
`;

const blobs = memoryBlobs();
let app: Service;
beforeAll(async () => {
  app = await serviceOf(description, { blobs });
});
afterEach(() => blobs.kept.clear());

const scan: Part = { name: 'scan', value: 'SCAN', fileName: 's.pdf', type: 'application/pdf' };

async function send(method: string, url: string, parts: readonly Part[]) {
  const headers = { 'content-type': MULTIPART };
  const response = await app.inject({ method, url, headers, payload: formOf(parts) });
  return { status: response.statusCode, shown: response.json() as Record<string, unknown> };
}

test('a form with files makes a row that keeps them, and shows none', async () => {
  const { status, shown } = await send('POST', '/papers', [
    { name: 'title', value: 'On Computable Numbers' },
    { name: 'pages', value: '36' },
    scan,
    { ...scan, name: 'annexes', value: 'A' },
    { ...scan, name: 'annexes', value: 'B' },
  ]);
  expect([status, shown]).toEqual([
    201,
    { id: expect.any(String), title: 'On Computable Numbers', pages: 36 },
  ]);
  expect([...blobs.kept.values()].map(String).sort()).toEqual(['A', 'B', 'SCAN']);
});

test('the one file of a row is its content, and is gone with all others when the row is', async () => {
  const title = { name: 'title', value: 'T' };
  const { shown } = await send('POST', '/papers', [title, scan, { ...scan, name: 'annexes' }]);
  const url = `/papers/${String(shown.id)}`;
  expect((await app.inject({ url: `${url}/content` })).body).toBe('SCAN');
  expect((await app.inject({ method: 'DELETE', url })).statusCode).toBe(204);
  expect(blobs.kept.size).toBe(0);
});

test('a form without a file that is needed is refused, and leaves nothing', async () => {
  const annexes = { ...scan, name: 'annexes' };
  const { status } = await send('POST', '/papers', [{ name: 'title', value: 'T' }, annexes]);
  expect([status, blobs.kept.size]).toEqual([400, 0]);
});

test('what becomes of files, where that is not described, is for business logic to say', async () => {
  const image = { ...scan, name: 'image' };
  // Where imageUrl comes from, and whether a form without files leaves them, nobody says.
  expect((await send('POST', '/pictures', [image])).status).toBe(501);
  expect((await send('PUT', '/papers/1', [{ name: 'title', value: 'T' }, scan])).status).toBe(501);
  expect(blobs.kept.size).toBe(0);
});

test('a form without files is served like any other body', async () => {
  const made = await send('POST', '/notes', [
    { name: 'text', value: 'one' },
    { name: 'count', value: '2' },
  ]);
  expect(made).toMatchObject({ status: 201, shown: { text: 'one', count: 2 } });
  const url = `/notes/${String(made.shown.id)}`;
  const replaced = await send('PUT', url, [{ name: 'text', value: 'two' }]);
  expect(replaced).toEqual({ status: 200, shown: { id: made.shown.id, text: 'two' } });
});
