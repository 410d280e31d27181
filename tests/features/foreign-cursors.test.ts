import { expect, test } from 'vitest';
import { serviceOf } from './service.ts';

const note = `{ application/json: { schema: { $ref: '#/components/schemas/Note' } } }`;

const description = (told: string) => `openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    get:
      operationId: listNotes
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 9, default: 2 } }
        - { name: page_token, in: query, schema: { type: string } }
      responses:
        '200':
          description: Notes
          content:
            application/json:
              schema:
                type: object
                required: [data, has_more]
                properties:
                  data: { type: array, items: { $ref: '#/components/schemas/Note' } }
                  has_more: { type: boolean }
${told}
    post: { operationId: createNote, requestBody: { content: ${note} }, responses: { '201': { description: A note, content: ${note} } } }
components:
  schemas:
    Note: { type: object, required: [text], properties: { id: { type: string, readOnly: true }, text: { type: string } } }
`;

/** What a list of three, two a page, answers after its first page. */
async function askedOn(told: string): Promise<[more: unknown, next: unknown, status: number]> {
  const app = await serviceOf(description(told));
  const headers = { 'content-type': 'application/json' };
  for (const text of ['a', 'b', 'c'])
    await app.inject({ method: 'POST', url: '/notes', headers, payload: JSON.stringify({ text }) });
  const page = (await app.inject({ url: '/notes' })).json() as Record<string, unknown>;
  const { id } = (page.data as { id: string }[]).at(-1) ?? { id: '' };
  const after = String(page.next_cursor ?? id);
  const { statusCode } = await app.inject({ url: `/notes?page_token=${after}` });
  return [page.has_more, typeof page.next_cursor, statusCode];
}

test('a cursor that no answer gives out is not taken for one of the service', async () => {
  expect(await askedOn('')).toEqual([true, 'undefined', 501]);
});

test('a cursor that the answer tells leads on', async () => {
  const told = `                  next_cursor: { type: [string, 'null'] }`;
  expect(await askedOn(told)).toEqual([true, 'string', 200]);
});

test('the text that a counted list tells is the address of its next page', async () => {
  const told = `                  next_cursor: { type: [string, 'null'] }`;
  const app = await serviceOf(
    description(told)
      .replace('starting_after', 'offset')
      .replace('type: string }', 'type: integer }'),
  );
  const page = (await app.inject({ url: '/notes' })).json();
  expect(page).toEqual({ data: [], has_more: false, next_cursor: null });
});
