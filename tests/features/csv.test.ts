import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const json = (schema: string) => `application/json: { schema: ${schema} }`;
const CONTACT = `{ $ref: '#/components/schemas/Contact' }`;
const LIST = `{ type: array, items: ${CONTACT} }`;
const created = (schema: string) => `{ '201': { description: It, content: { ${json(schema)} } } }`;
const post = (id: string, schema: string) =>
  `{ operationId: ${id}, requestBody: { content: { ${json(schema)} } }, responses: ${created(schema)} }`;

const description = `openapi: 3.1.0
info: { title: Contacts, version: '1' }
paths:
  /contacts:
    get:
      operationId: listContacts
      responses: { '200': { description: All, content: {
        ${json(LIST)}, application/xml: { schema: ${LIST} }, text/csv: { schema: { type: string } } } } }
    post: ${post('addContact', CONTACT)}
  /calls:
    get:
      operationId: listCalls
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 10, default: 2 } }
        - { name: offset, in: query, schema: { type: integer, minimum: 0, default: 0 } }
      responses: { '200': { description: Some, content: {
        ${json(`{ $ref: '#/components/schemas/Calls' }`)}, text/csv: { schema: { type: array, items: { $ref: '#/components/schemas/Call' } } } } } }
    post: ${post('addCall', `{ $ref: '#/components/schemas/Call' }`)}
  /trees:
    get:
      operationId: listTrees
      responses: { '200': { description: All, content: {
        ${json(`{ type: array, items: { $ref: '#/components/schemas/Tree' } }`)}, text/csv: { schema: { type: string } } } } }
    post: ${post('addTree', `{ $ref: '#/components/schemas/Tree' }`)}
components:
  schemas:
    Contact:
      type: object
      required: [name]
      properties:
        id: { type: integer, format: int32, readOnly: true }
        name: { type: string }
        phone: { type: [string, 'null'] }
        isFriend: { type: boolean }
        pin: { type: string, writeOnly: true }
    Call:
      type: object
      required: [seconds]
      properties: { id: { type: integer, readOnly: true }, seconds: { type: number } }
    Calls:
      type: object
      required: [items, total]
      properties: { items: { type: array, items: { $ref: '#/components/schemas/Call' } }, total: { type: integer } }
    Tree:
      type: object
      required: [branches]
      properties: { id: { type: integer, readOnly: true }, branches: { type: array, items: { type: string } } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
  const add = (url: string, value: unknown) =>
    app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(value),
    });
  await add('/contacts', { name: '=HYPERLINK("http://x","y")', phone: '+49 30 1234', pin: 'x' });
  await add('/contacts', { name: 'Ann, or "Nan"', phone: null, isFriend: true });
  // More than are read at once.
  for (let n = 0; n < 120; n++) await add('/contacts', { name: '' });
  for (let seconds = 0; seconds < 5; seconds++) await add('/calls', { seconds });
});

const get = async (url: string, accept: string) => {
  const { statusCode, headers, body } = await app.inject({ url, headers: { accept } });
  return { status: statusCode, type: headers['content-type'], body };
};

test('a list of flat objects comes as rows, whole and without what is never shown', async () => {
  const { status, type, body } = await get('/contacts', 'text/csv');
  expect([status, type]).toEqual([200, 'text/csv']);
  const rows = body.split('\r\n');
  expect(rows.slice(0, 4)).toEqual([
    'id,name,phone,isFriend',
    `1,"'=HYPERLINK(""http://x"",""y"")",+49 30 1234,`,
    '2,"Ann, or ""Nan""",,true',
    '3,"",,',
  ]);
  expect(rows).toHaveLength(124);
});

test('rows are of the page that JSON would have', async () => {
  expect((await get('/calls', 'text/csv')).body).toBe('id,seconds\r\n1,0\r\n2,1\r\n');
  expect((await get('/calls?limit=1&offset=3', 'text/csv')).body).toBe('id,seconds\r\n4,3\r\n');
  expect((await get('/calls?limit=99', 'text/csv')).status).toBe(400);
});

test('who does not ask for rows gets what there was', async () => {
  expect((await get('/contacts', '*/*')).type).toContain('application/json');
  expect((await get('/contacts', 'text/csv;q=0.5, application/xml')).body).toContain(
    '<Contacts><Contact>',
  );
  expect((await get('/calls', 'application/json')).body).toContain('"total":5');
});

test('what no cell holds is no row', async () => {
  const { status, body } = await get('/trees', 'text/csv');
  expect([status, body]).toEqual([406, expect.stringContaining('application/json.')]);
});
