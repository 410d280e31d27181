import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const description = `openapi: 3.1.0
info: { title: Shelves, version: '1' }
paths:
  /shelves:
    get:
      operationId: listShelves
      parameters:
        - { name: theme, in: cookie, required: true, schema: { type: string, enum: [dark, light] } }
      responses:
        '200':
          description: Shelves
          content:
            application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Shelf' } } }
    post:
      operationId: createShelf
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Shelf' } } } }
      responses:
        '201':
          description: A shelf
          content: { application/json: { schema: { $ref: '#/components/schemas/Shelf' } } }
  /shelves/tidy:
    post:
      operationId: tidyShelves
      parameters:
        - { name: theme, in: cookie, schema: { type: string } }
        - { name: visits, in: cookie, schema: { type: integer, minimum: 1, default: 1 } }
      responses: { '204': { description: Tidy. } }
components:
  schemas:
    Shelf:
      type: object
      required: [name]
      properties: { id: { type: string, readOnly: true }, name: { type: string } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
});

test('cookies are checked as the parameters that they are', async () => {
  const asked = async (cookie?: string) => {
    const { statusCode, body } = await app.inject({
      url: '/shelves',
      ...(cookie !== undefined && { headers: { cookie } }),
    });
    return [statusCode, body] as const;
  };
  expect(await asked('theme=dark')).toEqual([200, '[]']);
  expect(await asked('other=1; theme="light" ')).toEqual([200, '[]']);
  expect(await asked('theme=%64ark; theme=red')).toEqual([200, '[]']);
  for (const cookie of [undefined, '', 'theme=red', 'theme=%', 'themes=dark', '__proto__=dark'])
    expect([cookie, (await asked(cookie))[0]]).toEqual([cookie, 400]);
  expect((await asked('theme=red'))[1]).toContain('/cookies/theme');
});

test('cookies for business logic are numbers where they are said to be', async () => {
  const tidy = async (cookie: string) =>
    (await app.inject({ method: 'POST', url: '/shelves/tidy', headers: { cookie } })).statusCode;
  expect(await tidy('visits=3')).toBe(501);
  expect(await tidy('visits=none')).toBe(400);
  expect(await tidy('visits=0')).toBe(400);
});
