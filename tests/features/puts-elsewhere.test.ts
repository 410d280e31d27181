import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const lab = `{ application/json: { schema: { $ref: '#/components/schemas/Lab' } } }`;

/** Labs of groups, with ids of their own that no two groups share. */
const description = `openapi: 3.1.0
info: { title: Labs, version: '1' }
paths:
  /groups/{group}/labs:
    parameters: [&group { name: group, in: path, required: true, schema: { type: string } }]
    get: { operationId: listLabs, responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Lab' } } } } } } }
    post: { operationId: createLab, requestBody: { required: true, content: ${lab} }, responses: { '201': { description: It., content: ${lab} } } }
  /groups/{group}/labs/{id}:
    parameters: [*group, { name: id, in: path, required: true, schema: { type: string, format: uuid } }]
    get: { operationId: getLab, responses: { '200': { description: It., content: ${lab} } } }
    put: { operationId: createOrUpdateLab, requestBody: { required: true, content: ${lab} }, responses: { '200': { description: It., content: ${lab} } } }
components:
  schemas:
    Lab: { type: object, required: [title], properties: { id: { type: string, format: uuid, readOnly: true }, title: { type: string } } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
});

const ID = '5f0c8a52-6a52-4c0e-9a5b-0c8a6a1d2e3f';
const put = async (group: string, title: string) => {
  const headers = { 'content-type': 'application/json' };
  const url = `/groups/${group}/labs/${ID}`;
  const asked = { method: 'PUT', url, headers, payload: JSON.stringify({ title }) };
  const answered = await app.inject(asked);
  return [answered.statusCode, (answered.json() as { title?: unknown }).title];
};

test('a name that is taken where the path does not lead is refused, and what has it stays', async () => {
  expect(await put('one', 'First')).toEqual([200, 'First']);
  expect(await put('one', 'Again')).toEqual([200, 'Again']);
  expect((await put('other', 'Taken'))[0]).toBe(409);
  const kept = await app.inject({ url: `/groups/one/labs/${ID}` });
  expect(kept.json()).toMatchObject({ title: 'Again' });
});
