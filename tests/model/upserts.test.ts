import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

const lab = `{ application/json: { schema: { $ref: '#/components/schemas/Lab' } } }`;

/** Labs, whose PUT has an `id`, some `words` and other `answers` than 200; and what stands beside it. */
const labs = ({ id = 'putLab', words = '', answers = '', more = '', key = 'string' } = {}) => `
paths:
  /labs:
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Lab' } } } } } } }
    ${more}
  /labs/{name}:
    parameters: [{ name: name, in: path, required: true, schema: { type: ${key} } }]
    get: { responses: { '200': { description: It., content: ${lab} } } }
    put:
      operationId: ${id}
      ${words}
      requestBody: { required: true, content: ${lab} }
      responses:
        '200': { description: It., content: ${lab} }
        ${answers}
components:
  schemas:
    Lab: { type: object, required: [title], properties: { name: { type: ${key}, readOnly: true }, title: { type: string } } }
`;

const put = async (description: string) => {
  const { kind, status } = (await inferredFrom(description)).operation('PUT /labs/{name}');
  return `${status} ${kind}`;
};

test.each([
  ['declares 201', { answers: `'201': { description: Made., content: ${lab} }` }],
  ['is called so', { id: 'Labs_CreateOrUpdate' }],
  ['says so', { words: 'summary: Creates or replaces a lab.' }],
  ['says so in one word', { words: 'description: Upserts a lab.' }],
  ['begins with creating', { words: 'description: Creates a lab in a group.' }],
  ['is called after creating', { id: 'createLab' }],
  ['is said to', { words: 'x-specwright: { kind: upsert }' }],
])('a PUT that %s makes what is not there', async (_what, description) => {
  expect(await put(labs(description))).toBe('live upsert');
});

test.each([
  ['says nothing of it', {}],
  ['says that it changes', { words: 'summary: Updates what was created.' }],
  ['answers something else when it has made it', { answers: `'201': { description: Made. }` }],
  ['is said not to', { id: 'createOrUpdateLab', words: 'x-specwright: { kind: replace }' }],
  [
    'names what the database numbers',
    {
      id: 'createOrUpdateLab',
      key: 'integer',
      more: `post: { requestBody: { content: ${lab} }, responses: { '201': { description: It., content: ${lab} } } }`,
    },
  ],
])('a PUT that %s replaces what is there', async (_what, description) => {
  expect(await put(labs(description))).toBe('live replace');
});

test('what a PUT makes has the name of its path, and all that the PUT must bring', async () => {
  const { fields, key } = (await inferredFrom(labs({ id: 'upsertLab' }))).entity('Lab');
  expect(key.fields).toEqual(['name']);
  expect(fields.map(({ name, generation, required }) => [name, generation?.by, required])).toEqual([
    ['name', undefined, true],
    ['title', undefined, true],
  ]);
});

test('what rules go round is made by business logic', async () => {
  const words = 'x-business-rules: [only on Mondays]';
  expect(await put(labs({ id: 'upsertLab', words }))).toBe('hole upsert');
});

test('a POST that creates or changes does not tell what it changes', async () => {
  const post = (summary: string) =>
    `post: { summary: ${summary}, requestBody: { content: ${lab} }, responses: { '201': { description: It., content: ${lab} } } }`;
  const asked = async (summary: string) =>
    (await inferredFrom(labs({ more: post(summary) }))).operation('POST /labs').reason;
  expect(await asked('Adds a lab')).toBeUndefined();
  expect(await asked('Adds or updates a lab')).toBe(
    'which lab it changes, where there is one, is not described',
  );
});
