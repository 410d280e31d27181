import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const body = (schema: string) =>
  `content: { application/json: { schema: { $ref: '#/components/schemas/${schema}' } } }`;

/** Things that are created by one answer, and read by their id. */
const things = (path: string, key: string, answer: string, status = 201) => `
  /${path}:
    post:
      requestBody: { required: true, ${body('New')} }
      responses: { '${status}': { description: The id of it., content: { application/json: { schema: ${answer} } } } }
  /${path}/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: ${key} }]
      responses: { '200': { description: It., ${body(path)} } }`;

const shown = (path: string, members = '') =>
  `    ${path}: { type: object, required: [name], properties: { ${members} name: { type: string } } }`;

const description = `openapi: 3.1.0
info: { title: Receipts, version: '1' }
paths:${things('boxes', '{ type: string }', '{ type: object, required: [boxId, message], properties: { boxId: { type: string }, message: { type: string } } }')}${things('cups', '{ type: integer, format: int64 }', '{ type: integer, format: int64 }')}${things('pens', '{ type: string, format: uuid }', '{ type: string, format: uuid }', 200)}
components:
  schemas:
    New: { type: object, required: [name], properties: { name: { type: string } } }
${shown('boxes', 'id: { type: string },')}
${shown('cups')}
${shown('pens')}
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
});

async function made(path: string) {
  const headers = { 'content-type': 'application/json' };
  const payload = JSON.stringify({ name: path });
  const answer = await app.inject({ method: 'POST', url: path, headers, payload });
  return { status: answer.statusCode, location: answer.headers['location'], told: answer.json() };
}

const shownAt = async (url: string) => (await app.inject({ url })).json();

test('a create tells the key of what it made in the member that its answer has for it', async () => {
  const { status, location, told } = await made('/boxes');
  const { boxId } = told as { boxId: string };
  expect([status, location, told]).toEqual([201, `/boxes/${boxId}`, { boxId, message: 'Created' }]);
  expect(await shownAt(`/boxes/${boxId}`)).toEqual({ id: boxId, name: '/boxes' });
});

test.each(['/cups', '/pens'])(
  'a create of %s answers the key alone, by which it is found',
  async (path) => {
    const { told } = await made(path);
    expect(await shownAt(`${path}/${String(told)}`)).toEqual({ name: path });
  },
);
