import { expect, test } from 'vitest';
import { serviceOf } from './service.ts';

const tag = `{ application/json: { schema: { $ref: '#/components/schemas/Tag' } } }`;
const tags = `{ application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Tag' } } } }`;

/** Tags of workspaces; all of them are listed too, with a parameter of that name that says nothing. */
const description = `openapi: 3.1.0
info: { title: Tags, version: '1' }
paths:
  /tags:
    get:
      parameters: [{ name: workspace, in: query, schema: { type: object } }]
      responses: { '200': { description: Tags, content: ${tags} } }
    post: { requestBody: { content: ${tag} }, responses: { '201': { description: A tag, content: ${tag} } } }
  /workspaces/{workspaceId}/tags:
    get:
      parameters: [{ name: workspaceId, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: Tags, content: ${tags} } }
components:
  schemas:
    Tag:
      type: object
      required: [name]
      properties: { id: { type: string, readOnly: true }, name: { type: string }, workspace: { type: string, writeOnly: true } }
`;

test('a list under a parent has what is under it only, whatever other parameters are called', async () => {
  const app = await serviceOf(description);
  const headers = { 'content-type': 'application/json' };
  for (const [name, workspace] of [
    ['a', 'one'],
    ['b', 'two'],
  ])
    await app.inject({
      method: 'POST',
      url: '/tags',
      headers,
      payload: JSON.stringify({ name, workspace }),
    });
  const { statusCode, json } = await app.inject({ url: '/workspaces/one/tags' });
  expect(statusCode).toBe(200);
  expect(json()).toMatchObject([{ name: 'a' }]);
});
