import { expect, test } from 'vitest';
import { serviceOf } from './service.ts';

const link = '{ type: string }';

const description = `openapi: 3.1.0
info: { title: Versions, version: '1' }
paths:
  /versions:
    get:
      operationId: listVersions
      parameters: [{ name: before, in: query, schema: { type: number } }]
      responses:
        '200':
          description: Versions.
          content:
            application/json:
              schema:
                type: object
                required: [versions, pagination]
                properties:
                  versions: { type: array, items: { $ref: '#/components/schemas/Version' } }
                  pagination: { type: object, properties: { prev_page: ${link}, next_page: ${link} } }
components:
  schemas:
    Version: { type: object, required: [id], properties: { id: { type: string }, label: { type: string } } }
`;

test('an object round a list that must be there is, though nothing in it must', async () => {
  const app = await serviceOf(description);
  const { statusCode, body } = await app.inject({ url: '/versions' });
  expect({ statusCode, body: JSON.parse(body) as unknown }).toEqual({
    statusCode: 200,
    body: { versions: [], pagination: {} },
  });
});
