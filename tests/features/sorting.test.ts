import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const list = (parameters: string) => `
    get:
      parameters: [${parameters}]
      responses:
        '200':
          description: Those that there are.
          content:
            application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Mug' } } }`;
const description = `openapi: 3.1.0
info: { title: Mugs, version: '1' }
paths:
  /mugs:${list("{ name: sort, in: query, required: true, schema: { enum: [luck, name, '-size', description] } }")}
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Mug' } } } }
      responses:
        '201':
          description: A mug
          content: { application/json: { schema: { $ref: '#/components/schemas/Mug' } } }
  /kettles:${list('{ name: order, in: query, schema: { enum: [asc, desc], default: desc } }').replace('Mug', 'Kettle')}
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Kettle' } } } }
      responses:
        '201':
          description: A kettle
          content: { application/json: { schema: { $ref: '#/components/schemas/Kettle' } } }
components:
  schemas:
    Mug:
      type: object
      required: [name, size]
      properties:
        id: { type: integer, readOnly: true }
        name: { type: string }
        size: { type: integer }
        description: { type: string }
    Kettle:
      type: object
      required: [name]
      properties:
        id: { type: integer, readOnly: true }
        name: { type: string }
        size: { type: integer }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
  for (const [name, size] of [
    ['b', 1],
    ['a', 2],
    ['c', 3],
  ] as const) {
    for (const url of ['/mugs', '/kettles'])
      await app.inject({ method: 'POST', url, ...sent({ name, size }) });
  }
});

const sent = (value: object) => ({
  headers: { 'content-type': 'application/json' },
  payload: JSON.stringify(value),
});

const names = async (url: string) => {
  const response = await app.inject({ url });
  if (response.statusCode !== 200) return response.statusCode;
  return (response.json() as { name: string }[]).map(({ name }) => name);
};

test('a list is sorted by the values that are fields, and answers 501 to those that are none', async () => {
  expect(await names('/mugs?sort=name')).toEqual(['a', 'b', 'c']);
  expect(await names('/mugs?sort=-size')).toEqual(['c', 'a', 'b']);
  expect(await names('/mugs?sort=luck')).toBe(501);
  expect(await names('/mugs?sort=skill')).toBe(400);
});

test('a direction alone turns the order that a list has by itself', async () => {
  expect(await names('/kettles')).toEqual(['c', 'a', 'b']);
  expect(await names('/kettles?order=asc')).toEqual(['b', 'a', 'c']);
  expect(await names('/kettles?order=desc')).toEqual(['c', 'a', 'b']);
});
