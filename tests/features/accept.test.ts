import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const description = `openapi: 3.1.0
info: { title: Maps, version: '1' }
paths:
  /maps:
    get:
      operationId: listMaps
      responses:
        '200':
          description: Maps
          content:
            application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Map' } } }
            application/xml: { schema: { type: string } }
    post:
      operationId: createMap
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Map' } } } }
      responses:
        '201':
          description: A map
          content: { application/json; charset=utf-8: { schema: { $ref: '#/components/schemas/Map' } } }
  /picture:
    get:
      operationId: getPicture
      responses:
        '200': { description: A picture, content: { 'image/*': { schema: { type: string } } } }
components:
  schemas:
    Map:
      type: object
      required: [name]
      properties: { id: { type: string, readOnly: true }, name: { type: string } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
});

test('a service answers 406 to who takes nothing that it answers in', async () => {
  const status = async (url: string, accept?: string) =>
    (await app.inject({ url, ...(accept !== undefined && { headers: { accept } }) })).statusCode;
  for (const accept of [
    undefined,
    '*/*',
    'application/*',
    'text/html, application/xhtml+xml, */*;q=0.8',
    'text/html, APPLICATION/JSON ; q=0.5',
    'application/json;charset=utf-8',
  ])
    expect([accept, await status('/maps', accept)]).toEqual([accept, 200]);
  for (const accept of [
    'text/html',
    // It is declared, and nothing here makes it.
    'application/xml',
    'application/json;q=0, */*',
    'application/json; q=0.000',
    'image/*',
  ])
    expect([accept, await status('/maps', accept)]).toEqual([accept, 406]);
  // The picture is yet to be made.
  expect(await status('/picture', 'image/*')).toBe(501);
  expect(await status('/healthz', 'image/png')).toBe(200);
});

test('what is not acceptable does nothing, and says what would be', async () => {
  const refused = await app.inject({
    method: 'POST',
    url: '/maps',
    headers: { accept: 'text/csv', 'content-type': 'application/json' },
    payload: '{"name":"North"}',
  });
  expect(refused.statusCode).toBe(406);
  expect(refused.json()).toMatchObject({ detail: 'Answers here are in application/json.' });
  expect((await app.inject({ url: '/maps' })).json()).toEqual([]);
});
