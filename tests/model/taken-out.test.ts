import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

const label = `{ application/json: { schema: { $ref: '#/components/schemas/Label' } } }`;
const ids = `{ application/json: { schema: { type: object, properties: { labelID: { type: string } } } } }`;

/** Labels, at home under `home`, and of buckets, where a body `put` is sent. */
const described = (home: string, put: string, member = '') => `
paths:
  ${home}:
    post: { requestBody: { content: ${label} }, responses: { '201': { description: A label., content: ${label} } } }
  ${home}/{labelID}:
    parameters: [&label { name: labelID, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: A label., content: ${label} } } }
    delete: { responses: { '204': { description: Gone. } } }
  /buckets/{bucketID}/labels:
    parameters: [&bucket { name: bucketID, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: Labels., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Label' } } } } } } }
    post: { requestBody: { content: ${put} }, responses: { '201': { description: A label., content: ${label} } } }
  /buckets/{bucketID}/labels/{labelID}:
    parameters: [*bucket, *label]
    delete: { responses: { '204': { description: Gone. } } }
components:
  schemas:
    Label: { type: object, required: [name], properties: { id: { type: string, readOnly: true }, name: { type: string }${member} } }
`;

const deleting = async (description: string) =>
  (await inferredFrom(description)).operation('DELETE /buckets/{bucketID}/labels/{labelID}');

test('what is only put under a parent may be taken out of it, so that it is not deleted', async () => {
  const { status, reason } = await deleting(described('/labels', ids));
  expect(status).toBe('hole');
  expect(reason).toBe('whether it deletes a label or takes it out of its bucket is not described');
});

test('what has a home and is not listed under a parent may only be put there', async () => {
  const all = described('/labels', label);
  const unlisted = all.replace(/ {4}get: \{ responses: \{ '200': \{ description: Labels.*\n/, '');
  expect(unlisted).not.toBe(all);
  const inferred = await inferredFrom(unlisted);
  expect(inferred.operation('POST /buckets/{bucketID}/labels').reason).toBe(
    'whether it makes a label or puts one under its bucket is not described',
  );
  expect(inferred.operation('DELETE /buckets/{bucketID}/labels/{labelID}').status).toBe('hole');
  expect(inferred.operation('POST /labels').status).toBe('live');
});

test.each([
  ['made there', described('/labels', label)],
  ['told by what it says itself', described('/labels', ids, ', bucketID: { type: string }')],
])('what is under a parent is deleted there if it is %s', async (_what, description) => {
  expect((await deleting(description)).reason).toBeUndefined();
});
