import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

const listed = (...names: string[]) => `
paths:
  /orders:
    get:
      parameters: [${names.map((name) => `{ name: ${name}, in: query, schema: { type: string, format: date-time } }`).join(', ')}]
      responses: { '200': { description: Orders., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Order' } } } } } }
components:
  schemas:
    Order: { type: object, properties: { id: { type: string }, created_at: { type: string, format: date-time } } }
`;

test.each([
  [
    ['created_at.after', 'created_at.on_or_after'],
    ['gt', 'gte'],
  ],
  [
    ['created_at_before', 'created_at_on_or_before'],
    ['lt', 'lte'],
  ],
  [
    ['created_at.after', 'created_at.before'],
    ['gte', 'lte'],
  ],
])('%j compare by %j', async (names, operators) => {
  const inferred = await inferredFrom(listed(...names));
  const { parameters } = inferred.operation('GET /orders');
  expect(parameters.map(({ operator }) => operator)).toEqual(operators);
});
