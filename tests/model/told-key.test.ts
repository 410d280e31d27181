import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

/** Apps whose name no answer shows: what is written of one is another body than what makes it. */
const apps = (created: string, shown: string, headers = '') => `
paths:
  /apps:
    post: { requestBody: { required: true, content: { application/json: { schema: ${created} } } }, responses: { '200': { description: It., ${headers} content: { application/json: { schema: ${shown} } } } } }
  /apps/{name}:
    parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: It., content: { application/json: { schema: ${shown} } } } } }
    patch: { requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/AppPatch' } } } }, responses: { '200': { description: It., content: { application/json: { schema: ${shown} } } } } }
components:
  schemas:
    App: { type: object, properties: { metadata: { type: object }, size: { type: integer } } }
    Named: { type: object, properties: { name: { type: string }, metadata: { type: object }, size: { type: integer } } }
    AppPatch: { type: object, properties: { name: { type: string }, size: { type: integer } } }
`;

const app = "{ $ref: '#/components/schemas/App' }";
const named = "{ $ref: '#/components/schemas/Named' }";

test.each([
  ['that no answer shows and no create brings is told to nobody', app, app, '', 'hole'],
  ['that a create may bring is known to who made it', named, app, '', 'live'],
  ['that answers show is told', app, named, '', 'live'],
  [
    'that a Location tells is told',
    app,
    app,
    'headers: { Location: { schema: { type: string } } },',
    'live',
  ],
])('a key %s', async (_what, created, shown, headers, status) => {
  const inferred = await inferredFrom(apps(created, shown, headers));
  const { status: found, reason } = inferred.operation('GET /apps/{name}');
  expect(found).toBe(status);
  if (status === 'hole') expect(reason).toBe('nothing that an app shows tells its name');
});
