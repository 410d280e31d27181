import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const description = `openapi: 3.1.0
info: { title: Parcels, version: '1' }
paths:
  /parcels:
    get:
      operationId: listParcels
      responses:
        '200':
          description: Parcels
          content:
            application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Parcel' } } }
    post:
      operationId: createParcel
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Parcel' } }
      responses:
        '201':
          description: A parcel
          content: { application/json: { schema: { $ref: '#/components/schemas/Parcel' } } }
  /parcels/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    post:
      operationId: updateParcel
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              properties:
                to: { type: string }
                weight: { type: integer, minimum: 1, format: int64 }
                isFragile: { type: boolean, default: false }
      responses:
        '200':
          description: A parcel
          content: { application/json: { schema: { $ref: '#/components/schemas/Parcel' } } }
  /parcels/{id}/send:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    post:
      operationId: sendParcel
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, required: [by], properties: { by: { type: string } } }
      responses: { '204': { description: Sent. } }
components:
  schemas:
    Parcel:
      type: object
      required: [to, weight]
      properties:
        id: { type: string, readOnly: true }
        to: { type: string }
        weight: { type: integer, minimum: 1, format: int64 }
        isFragile: { type: boolean, default: false }
        marks: { type: array, items: { type: string } }
        size: { type: object, properties: { width: { type: number }, height: { type: number } } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
});

async function post(url: string, payload: string) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await app.inject({ method: 'POST', url, headers, payload });
  return { status: response.statusCode, shown: response.json() as Record<string, unknown> };
}

test.each([
  ['numbers and booleans', 'to=Ada&weight=3&isFragile=true', { weight: 3, isFragile: true }],
  ['what is encoded', 'to=a%26b+c&weight=3', { to: 'a&b c', isFragile: false }],
  ['a list that repeats its name', 'to=A&weight=3&marks=x&marks=y', { marks: ['x', 'y'] }],
  ['a list of one', 'to=A&weight=3&marks=x', { marks: ['x'] }],
  ['a list in brackets', 'to=A&weight=3&marks[]=x&marks[]=y', { marks: ['x', 'y'] }],
  ['an object in brackets', 'to=A&weight=3&size[width]=2.5', { size: { width: 2.5 } }],
  ['an object as JSON', 'to=A&weight=3&size=%7B%22width%22%3A2%7D', { size: { width: 2 } }],
  ['a list as JSON', 'to=A&weight=3&marks=%5B%22x%22%5D', { marks: ['x'] }],
])('a form brings %s', async (_what, payload, shown) => {
  expect(await post('/parcels', payload)).toMatchObject({ status: 201, shown });
});

test('a form that its schema refuses is answered 400', async () => {
  for (const payload of [
    '',
    'to=Ada',
    'to=Ada&weight=heavy',
    'to=Ada&weight=0',
    'to=Ada&weight=3&size=x',
    'to=Ada&weight=3&size=1&size[width]=2',
    `to=Ada&weight=3&size${'[a]'.repeat(30)}=1`,
    '__proto__[to]=Ada&weight=3',
  ])
    expect([payload, (await post('/parcels', payload)).status]).toEqual([payload, 400]);
});

test('a form that changes something leaves the rest, also what has a default', async () => {
  const { shown } = await post('/parcels', 'to=Ada&weight=3&isFragile=true');
  const changed = await post(`/parcels/${String(shown.id)}`, 'weight=4');
  expect(changed).toMatchObject({ status: 200, shown: { to: 'Ada', weight: 4, isFragile: true } });
});

test('business logic is given a form as an object that is checked', async () => {
  expect((await post('/parcels/1/send', 'by=air')).status).toBe(501);
  expect((await post('/parcels/1/send', 'with=air')).status).toBe(400);
});
