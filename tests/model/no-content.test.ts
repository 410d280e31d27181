import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

const thing = '{ $ref: "#/components/schemas/Thing" }';

test.each([
  ['what was deleted', thing],
  ['nothing, as a type', '{ type: "null" }'],
  ['an empty object', '{ type: object }'],
])('a delete whose 204 is described with %s answers nothing', async (_what, schema) => {
  const inferred = await inferredFrom(`paths:
  /things:
    post:
      requestBody: { content: { application/json: { schema: ${thing} } } }
      responses: { '201': { description: Made., content: { application/json: { schema: ${thing} } } } }
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    delete:
      responses: { '204': { description: Gone., content: { application/json: { schema: ${schema} } } } }
components:
  schemas:
    Thing:
      type: object
      required: [name]
      properties: { id: { type: integer, readOnly: true }, name: { type: string } }
`);
  expect(inferred.operation('DELETE /things/{id}')).toMatchObject({
    status: 'live',
    success: { status: 204, body: { kind: 'none' } },
  });
});
