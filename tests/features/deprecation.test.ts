import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const description = `openapi: 3.1.0
info: { title: Gates, version: '1' }
paths:
  /gates:
    get:
      operationId: listGates
      deprecated: true
      x-deprecated-at: '2026-01-05'
      x-sunset: '2027-01-05T12:00:00Z'
      responses: { '200': { $ref: '#/components/responses/Gates' } }
    post:
      operationId: createGate
      requestBody:
        { content: { application/json: { schema: { $ref: '#/components/schemas/Gate' } } } }
      responses:
        '201':
          description: A gate
          content: { application/json: { schema: { $ref: '#/components/schemas/Gate' } } }
  /doors:
    get:
      operationId: listDoors
      deprecated: true
      x-sunset: some day
      responses: { '200': { $ref: '#/components/responses/Gates' } }
components:
  responses:
    Gates:
      description: Gates
      content:
        application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Gate' } } }
  schemas:
    Gate:
      type: object
      required: [name]
      properties: { id: { type: string, readOnly: true }, name: { type: string } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
});

test('answers of a deprecated operation say since when, and until when', async () => {
  const { statusCode, headers } = await app.inject({ url: '/gates' });
  expect({ statusCode, headers }).toMatchObject({
    statusCode: 200,
    headers: { deprecation: '@1767571200', sunset: 'Tue, 05 Jan 2027 12:00:00 GMT' },
  });

  // Where no date is told, or none that can be read, the first holds the earliest there is.
  const doors = await app.inject({ url: '/doors' });
  expect(doors.headers).toMatchObject({ deprecation: '@0' });
  expect(doors.headers).not.toHaveProperty('sunset');

  // A refusal is an answer, too.
  const refused = await app.inject({ url: '/gates?unknown=1' });
  expect(refused.statusCode).toBe(400);
  expect(refused.headers).toHaveProperty('sunset');
});

test('answers of other operations say nothing of it', async () => {
  const created = await app.inject({
    method: 'POST',
    url: '/gates',
    headers: { 'content-type': 'application/json' },
    payload: '{"name":"North"}',
  });
  expect(created.statusCode).toBe(201);
  expect(created.headers).not.toHaveProperty('deprecation');
});
