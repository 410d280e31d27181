import { expect, test } from 'vitest';
import { callersWords } from '../../src/model/callers-own.ts';
import { inferredFrom } from './support/model-of.ts';

test.each([
  ['/user/keys', ['/users/{id}'], 'user'],
  ['/v1/account/people/{person}', ['/v1/accounts/{account}', '/v1/people'], 'account'],
  ['/user', ['/users/{id}'], 'user'],
  // Nothing tells that there are several.
  ['/user/keys', ['/keys/{id}'], undefined],
  ['/user/keys', ['/v2/users/{id}'], undefined],
  // A singular by which items are named is a collection.
  ['/user/keys', ['/users/{id}', '/user/{name}'], undefined],
  ['/users/{id}/user/keys', ['/users/{id}'], undefined],
  // No word for who calls.
  ['/telegraf/plugins', ['/telegrafs/{id}'], undefined],
  ['/userinfo/keys', ['/userinfos/{id}'], undefined],
])('of %s beside %j, %s is who calls', (path, beside, word) => {
  expect(callersWords([path, ...beside])(path)).toBe(word);
});

test('what belongs to who calls waits, and what belongs to a user that is named does not', async () => {
  const keys = (path: string, parameters = '') => `
  ${path}:
    ${parameters}
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Key' } } } } } } }
    post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Key' } } } }, responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Key' } } } } } }`;
  const named = 'parameters: [{ name: id, in: path, required: true, schema: { type: string } }]';
  const inferred = await inferredFrom(`
paths:${keys('/user/keys')}${keys('/users/{id}/keys', named)}
components:
  schemas:
    Key: { type: object, required: [key], properties: { id: { type: integer, readOnly: true }, key: { type: string } } }
`);
  expect(inferred.operation('GET /user/keys')).toMatchObject({
    status: 'hole',
    reason: 'who /user is depends on the caller',
  });
  expect(inferred.operation('POST /user/keys').status).toBe('hole');
  expect(inferred.operation('GET /users/{id}/keys').status).toBe('live');
});
