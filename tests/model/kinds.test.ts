import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

test('a login is an action, whatever it is sent and whatever is told before it', async () => {
  const inferred = await inferredFrom(`
paths:
  /auth/login:
    get:
      responses:
        '200':
          description: How to log in.
          content:
            application/json:
              schema:
                type: object
                properties:
                  providers:
                    type: array
                    items: { type: object, properties: { id: { type: string }, name: { type: string } } }
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: { name: { type: string }, password: { type: string } }
      responses: { '204': { description: Logged in. } }
`);
  expect(inferred.summary()).toEqual([
    'hole action - GET /auth/login',
    'hole action - POST /auth/login',
  ]);
});

test('what is under metrics and never written is worked out, also where a path names one', async () => {
  const inferred = await inferredFrom(`
paths:
  /metrics/uptime/service/{serviceId}:
    get:
      parameters: [{ name: serviceId, in: path, required: true, schema: { type: string } }]
      responses:
        '200':
          description: How long it was up.
          content:
            application/json:
              schema:
                type: object
                properties: { serviceId: { type: string }, hours: { type: number } }
`);
  expect(inferred.summary()).toEqual(['hole action - GET /metrics/uptime/service/{serviceId}']);
});
