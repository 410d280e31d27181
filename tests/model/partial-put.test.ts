import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

/** Tasks that are made by `made` and put by `put`; `more` stands beside the PUT, `said` within it. */
const tasks = (made: string, put: string, { said = '', more = '' } = {}) => `
paths:
  /tasks:
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Task' } } } } } } }
    post: { requestBody: { required: true, content: { application/json: { schema: ${made} } } }, responses: { '201': { description: It., content: &one { application/json: { schema: { $ref: '#/components/schemas/Task' } } } } } }
  /tasks/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: It., content: *one } } }
    put: { ${said} requestBody: { required: true, content: { application/json: { schema: ${put} } } }, responses: { '200': { description: It., content: *one } } }
    ${more}
components:
  schemas:
    Task: { type: object, required: [id, title], properties: { id: { type: string }, title: { type: string }, note: { type: string } } }
`;

const object = (required: string) =>
  `{ type: object, required: [${required}], properties: { id: { type: string }, title: { type: string }, note: { type: string }, password: { type: string, writeOnly: true } } }`;

const kindOfPut = async (description: string) => {
  const { kind, status } = (await inferredFrom(description)).operation('PUT /tasks/{id}');
  return `${status} ${kind}`;
};

test.each([
  ['may leave out what a create must bring', tasks(object('title'), object(''))],
  ['must bring nothing but what it is about', tasks(object('title'), object('id'))],
])('a PUT that %s changes what it is sent', async (_what, description) => {
  expect(await kindOfPut(description)).toBe('live update');
});

test.each([
  ['must bring what a create must', tasks(object('title'), object('title'))],
  ['may leave out what a create may', tasks(object(''), object(''))],
  ['may leave out its own key', tasks(object('id'), object(''))],
  ['may leave out a secret', tasks(object('title, password'), object('title'))],
  [
    'stands beside a PATCH',
    tasks(object('title'), object(''), {
      more: `patch: { requestBody: { content: { application/json: { schema: ${object('')} } } }, responses: { '200': { description: It., content: *one } } }`,
    }),
  ],
])('a PUT that %s replaces the whole', async (_what, description) => {
  expect(await kindOfPut(description)).toBe('live replace');
});

test.each([
  'Only the fields provided in the `data` block will be updated; any unspecified fields will remain unchanged.',
  'Changes a task. Omitted fields are left unchanged.',
  'Attributes that are not present in the request are preserved.',
  'Only the fields that are included in the request are changed, the rest are unchanged.',
])('a PUT of which is said «%s» changes what it is sent', async (said) => {
  const words = { said: `description: ${JSON.stringify(said)},` };
  expect(await kindOfPut(tasks(object(''), object(''), words))).toBe('live update');
});

test.each([
  'This call does not support partial updates: what is missing is emptied.',
  'Only the owner may change a task.',
  'A REST call whose answer shows the task as it is.',
  'Fields that are not provided are set to their defaults.',
])('a PUT of which is said «%s» replaces the whole', async (said) => {
  const words = { said: `description: ${JSON.stringify(said)},` };
  expect(await kindOfPut(tasks(object('title'), object('title'), words))).toBe('live replace');
});

test.each(['replace', 'update'])('a PUT that the description calls %s is that', async (kind) => {
  const said = { said: `x-specwright: { kind: ${kind} },` };
  for (const put of ['', 'title']) {
    const inferred = await inferredFrom(tasks(object('title'), object(put), said));
    expect(inferred.operation('PUT /tasks/{id}')).toMatchObject({ kind, status: 'live' });
    const { representations } = inferred.entity('Task');
    expect(representations.map(({ usage }) => usage)).toContain(kind);
  }
});
