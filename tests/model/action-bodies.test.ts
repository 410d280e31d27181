import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

test('what is sent to an action on a thing is no part of the thing', async () => {
  const inferred = await inferredFrom(`paths:
  /groups:
    get:
      responses:
        '200':
          description: All.
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Group' } } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Group' } } } }
      responses:
        '201': { description: Made., content: { application/json: { schema: { $ref: '#/components/schemas/Group' } } } }
  /share/group:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [groupId, until]
              properties: { groupId: { type: integer }, until: { type: string, format: date-time } }
      responses:
        '200': { description: A link., content: { application/json: { schema: { type: string } } } }
components:
  schemas:
    Group:
      type: object
      required: [name]
      properties:
        id: { type: integer, readOnly: true }
        name: { type: string }
        groupId: { type: integer }
`);
  expect(inferred.entity('Group').fields.map(({ name }) => name)).toEqual([
    'id',
    'name',
    'groupId',
  ]);
  expect(inferred.summary()).toEqual([
    'live list Group GET /groups',
    'live create Group POST /groups',
    'hole action - POST /share/group',
  ]);
});
