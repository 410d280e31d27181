import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

/** Contacts, and items of lists that are told apart by what `id` says. */
const described = (id: string, parameter: string) => `
paths:
  /contacts:
    get: { responses: { '200': { description: Contacts., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Contact' } } } } } } }
    post: { requestBody: { content: &contact { application/json: { schema: { $ref: '#/components/schemas/Contact' } } } }, responses: { '201': { description: A contact., content: *contact } } }
  /items:
    get: { responses: { '200': { description: Items., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Item' } } } } } } }
    post: { requestBody: { content: &item { application/json: { schema: { $ref: '#/components/schemas/Item' } } } }, responses: { '201': { description: An item., content: *item } } }
  /items/{${parameter}}:
    parameters: [{ name: ${parameter}, in: path, required: true, schema: { type: string } }]
    delete: { responses: { '204': { description: Gone. } } }
components:
  schemas:
    Contact: { type: object, required: [name], properties: { id: { type: string, readOnly: true }, name: { type: string } } }
    Item: { type: object, required: [id, note], properties: { id: ${id}, note: { type: string } } }
`;

const made = '{ type: string, readOnly: true }';
const brought = '{ type: string }';

test.each([
  ['of a contact is not looked for by ids that items are given', made, 'contactId', 'hole'],
  ['of a contact may be what a client gives to an item', brought, 'contactId', 'live'],
  ['of an item is its own', made, 'itemId', 'live'],
  ['of nothing that is known is that of the item', made, 'ruleId', 'live'],
])('an id %s', async (_what, id, parameter, status) => {
  const inferred = await inferredFrom(described(id, parameter));
  const { status: found, reason } = inferred.operation(`DELETE /items/{${parameter}}`);
  expect(found).toBe(status);
  if (status === 'hole') expect(reason).toBe('contactId names a contact, not an item');
});

const behind = (second: string) => `
paths:
  /assessments:
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Assessment' } } } } } } }
  /assessments/{assessmentId}:
    parameters: [&id { name: assessmentId, in: path, required: true, schema: { type: string } }]
    patch: { requestBody: &body { content: &one { application/json: { schema: { $ref: '#/components/schemas/Assessment' } } } }, responses: { '200': { description: One., content: *one } } }
  /assessments/{assessmentId}/{${second}}:
    parameters: [*id, { name: ${second}, in: path, required: true, schema: { type: string } }]
    patch: { requestBody: *body, responses: { '200': { description: One., content: *one } } }
components:
  schemas:
    Assessment: { type: object, properties: { id: { type: string, readOnly: true }, title: { type: string } } }
`;

test('a second name behind that of an item tells a part of it', async () => {
  const inferred = await inferredFrom(behind('userEmail'));
  expect(inferred.summary()).toEqual([
    'live list Assessment GET /assessments',
    'live update Assessment PATCH /assessments/{assessmentId}',
    expect.stringMatching(/^hole .*userEmail/),
  ]);
  expect(inferred.operation('PATCH /assessments/{assessmentId}/{userEmail}').reason).toBe(
    'what userEmail names of an assessment is not described',
  );
});
