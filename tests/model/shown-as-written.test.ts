import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

/** Jobs that are written as one thing and shown as another. */
const jobs = (written: string) => `
paths:
  /jobs:
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Job' } } } } } } }
    post: { requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/JobInput' } } } }, responses: { '201': { description: It., content: &one { application/json: { schema: { $ref: '#/components/schemas/Job' } } } } } }
  /jobs/{jobId}:
    parameters: [{ name: jobId, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: It., content: *one } } }
    put: { requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/JobInput' } } } }, responses: { '200': { description: It., content: *one } } }
    delete: { responses: { '204': { description: Gone. } } }
components:
  schemas:
    Job: { type: object, properties: { id: { type: string, readOnly: true }, state: { type: string }, steps: { type: array, items: { type: string } } } }
    JobInput: { type: object, properties: { ${written} } }
`;

test('what shows nothing of what is written to it is made by business logic', async () => {
  const inferred = await inferredFrom(jobs('forceBuild: { type: boolean }'));
  expect(inferred.summary()).toEqual([
    'live list Job GET /jobs',
    expect.stringMatching(/^hole .*POST \/jobs/),
    'live get Job GET /jobs/{jobId}',
    expect.stringMatching(/^hole .*PUT \/jobs/),
    'live delete Job DELETE /jobs/{jobId}',
  ]);
  expect(inferred.operation('POST /jobs').reason).toBe(
    'a job shows nothing of what is written to it',
  );
});

test('what shows a part of what is written to it is a row', async () => {
  const inferred = await inferredFrom(
    jobs('forceBuild: { type: boolean }, state: { type: string }'),
  );
  expect(inferred.operation('POST /jobs')).toMatchObject({ status: 'live', kind: 'create' });
  expect(inferred.operation('PUT /jobs/{jobId}')).toMatchObject({
    status: 'live',
    kind: 'replace',
  });
});

test('what nothing shows is served by nobody, since nobody could tell whether it was', async () => {
  const inferred = await inferredFrom(`
paths:
  /users/{userId}/tokens:
    parameters: [{ name: userId, in: path, required: true, schema: { type: string } }]
    post: { requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { tokenType: { type: string } } } } } }, responses: { '204': { description: Sent again. } } }
`);
  expect(inferred.operation('POST /users/{userId}/tokens')).toMatchObject({
    status: 'hole',
    reason: 'nothing shows a token, or what becomes of it',
  });
});
