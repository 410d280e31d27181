import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

/** Things that are made and listed. */
const collection = (path: string, name: string, parameter: string) => `
  ${path}:
    get:
      parameters: [${parameter}]
      responses:
        '200':
          description: Those that there are.
          content:
            application/json: { schema: { type: array, items: { $ref: '#/components/schemas/${name}' } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } } }
      responses:
        '201':
          description: It is made.
          content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } }`;
const schema = (name: string) => `
    ${name}:
      type: object
      required: [name, size]
      properties:
        id: { type: integer, readOnly: true }
        name: { type: string }
        size: { type: integer }
        description: { type: string }`;
const SOME =
  "{ name: sort, in: query, required: true, schema: { enum: [luck, name, '-size', description] } }";
const ANY = '{ name: sort, in: query, schema: { type: array, items: { type: string } } }';
const TURNED = '{ name: order, in: query, schema: { enum: [asc, desc], default: desc } }';
const description = `openapi: 3.1.0
info: { title: Mugs, version: '1' }
paths:${collection('/mugs', 'Mug', SOME)}${collection('/cups', 'Cup', ANY)}${collection('/kettles', 'Kettle', TURNED)}
components:
  schemas:${['Mug', 'Cup', 'Kettle'].map(schema).join('')}
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
  for (const [name, size] of [
    ['b', 1],
    ['a', 2],
    ['c', 3],
  ] as const) {
    for (const url of ['/mugs', '/cups', '/kettles'])
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

test('an order without declared values is asked for in any of the usual ways', async () => {
  const small = ['b', 'a', 'c'];
  for (const sort of ['size', 'size:asc', 'size,asc', '+size'].map(encodeURIComponent))
    expect([sort, await names(`/cups?sort=${sort}`)]).toEqual([sort, small]);
  for (const sort of ['-size', 'size:DESC', 'size,desc', 'size,desc,name'])
    expect([sort, await names(`/cups?sort=${sort}`)]).toEqual([sort, small.toReversed()]);
  expect(await names('/cups?sort=name,asc&sort=size,desc')).toEqual(['a', 'b', 'c']);
  for (const sort of ['luck', 'size:up', 'desc', '-'])
    expect(await names(`/cups?sort=${sort}`)).toBe(400);
});

test('a direction alone turns the order that a list has by itself', async () => {
  expect(await names('/kettles')).toEqual(['c', 'a', 'b']);
  expect(await names('/kettles?order=asc')).toEqual(['b', 'a', 'c']);
  expect(await names('/kettles?order=desc')).toEqual(['c', 'a', 'b']);
});
