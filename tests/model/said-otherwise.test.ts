import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

/** Things at `/things`, where one operation is told in words. */
const described = (thing: string, told: string, words: string) => {
  const said = (operation: string) => (operation === told ? `${words},` : '');
  const one = `content: { application/json: { schema: { $ref: '#/components/schemas/${thing}' } } }`;
  return `
paths:
  /things:
    get: { ${said('list')} responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/${thing}' } } } } } } }
    post: { ${said('create')} requestBody: { ${one} }, responses: { '201': { description: One., ${one} } } }
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { ${said('get')} responses: { '200': { description: One., ${one} } } }
    put: { ${said('replace')} requestBody: { ${one} }, responses: { '200': { description: One., ${one} } } }
    delete: { ${said('delete')} responses: { '204': { description: Gone. } } }
components:
  schemas:
    ${thing}: { type: object, required: [name], properties: { id: { type: string, readOnly: true }, name: { type: string } } }
`;
};

const OPERATIONS: Readonly<Record<string, string>> = {
  list: 'GET /things',
  create: 'POST /things',
  get: 'GET /things/{id}',
  replace: 'PUT /things/{id}',
  delete: 'DELETE /things/{id}',
};

async function reason(told: string, words: string, thing = 'Thing'): Promise<string | undefined> {
  const inferred = await inferredFrom(described(thing, told, words));
  return inferred.operation(OPERATIONS[told] ?? '').reason;
}

test.each([
  ['delete', 'summary: Cancel an order', 'its summary says "cancel", not "delete"'],
  ['delete', 'summary: Archives it.', 'its summary says "archive", not "delete"'],
  ['delete', 'summary: Request to delete it', 'its summary says "request", not "delete"'],
  ['delete', 'operationId: cancelThing', 'its operationId says "cancel", not "delete"'],
  ['delete', 'operationId: Things_cancel', 'its operationId says "cancel", not "delete"'],
  ['delete', 'description: Hides it from lists.', 'its description says "hide", not "delete"'],
  ['create', 'summary: Find all that match', 'its summary says "find", not "create"'],
  ['create', 'summary: Update the settings', 'its summary says "update", not "create"'],
  ['create', 'summary: Translate a text', 'its summary says "translate", not "create"'],
  ['replace', 'summary: Remove what is in it', 'its summary says "remove", not "replace"'],
  ['get', 'summary: Convert an old id', 'its summary says "convert", not "get"'],
])('%s waits for business logic: %s', async (told, words, because) => {
  expect(await reason(told, words)).toBe(because);
});

test.each([
  ['delete', 'summary: Stop and delete it'],
  ['delete', 'summary: Thing removal, operationId: deleteThing, description: Cancels what is due.'],
  ['delete', 'operationId: delete_thing_cancel'],
  ['delete', 'summary: Unregister a listener, description: Resets where events are sent.'],
  ['create', 'summary: Update/create a thing'],
  ['create', 'summary: Find a thing or create it'],
  ['create', 'summary: Upload a thing, description: Replaces what is there.'],
  ['get', 'summary: Check the state of a thing'],
  ['get', 'summary: Remove a thing'],
  ['replace', 'summary: Enable or disable a thing'],
  ['list', 'summary: Archived things'],
])('%s is served: %s', async (told, words) => {
  expect(await reason(told, words)).toBeUndefined();
});

test('what is named after a verb is made and deleted by it', async () => {
  expect(await reason('create', 'summary: Cancel an order', 'Cancellation')).toBeUndefined();
  expect(await reason('create', 'summary: Verify an address', 'Verification')).toBeUndefined();
  expect(await reason('delete', 'summary: Unfollow a show', 'ShowFollow')).toBeUndefined();
  expect(await reason('delete', 'summary: Unfollow a list', 'List')).toBe(
    'its summary says "unfollow", not "delete"',
  );
});

test('what a delete is told to be is written round the delete', async () => {
  const inferred = await inferredFrom(described('Thing', 'delete', 'summary: Cancel an order'));
  expect(inferred.operation('DELETE /things/{id}')).toMatchObject({
    status: 'hole',
    kind: 'delete',
    entity: 'Thing',
    proceeds: true,
  });
});

test('the description may say that it is served all the same', async () => {
  const words = 'summary: Cancel an order, x-specwright: { live: true }';
  expect(await reason('delete', words)).toBeUndefined();
});

test('business rules of an operation that is told otherwise go round what it is by its path', async () => {
  const words = 'summary: Cancel an order, x-business-rules: [only its owner may]';
  const inferred = await inferredFrom(described('Thing', 'delete', words));
  expect(inferred.operation('DELETE /things/{id}')).toMatchObject({
    status: 'hole',
    proceeds: true,
    reason: 'it has business rules',
  });
});

test.each([
  ['Reply to a thread', 'its summary says "reply", not "update"'],
  ['Creates a subscription', 'its summary says "create", not "update"'],
  ['Add or update a note', undefined],
  ['Save a note', undefined],
  ['Rename it', undefined],
  ['PostNotesNote', undefined],
])('a POST on an item changes it unless it is told otherwise: %s', async (summary, expected) => {
  const inferred = await inferredFrom(`
paths:
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: One., content: &note { application/json: { schema: { $ref: '#/components/schemas/Note' } } } } } }
    post: { summary: ${summary}, requestBody: { content: *note }, responses: { '200': { description: One., content: *note } } }
components:
  schemas:
    Note: { type: object, required: [text], properties: { id: { type: string, readOnly: true }, text: { type: string } } }
`);
  expect(inferred.operation('POST /notes/{id}')).toMatchObject({ kind: 'update' });
  expect(inferred.operation('POST /notes/{id}').reason).toBe(expected);
});
