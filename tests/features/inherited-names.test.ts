import { beforeAll, expect, test } from 'vitest';
import { type Generated, generatedService, type Service } from './service.ts';
import { typeErrorsOf } from './type-errors.ts';

const json = "content: { application/json: { schema: { $ref: '#/components/schemas/Result' } } }";

/** A result of a race, which the constructor of a car may have, and every object of JavaScript has. */
const description = `openapi: 3.1.0
info: { title: Races, version: '1' }
paths:
  /results:
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Result' } } } } } } }
    post: { operationId: createResult, requestBody: { required: true, ${json} }, responses: { '201': { description: One., ${json} } } }
  /results/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: getResult, responses: { '200': { description: One., ${json} } } }
    patch: { operationId: changeResult, requestBody: { required: true, ${json} }, responses: { '200': { description: One., ${json} } } }
  /results/{id}/appeal:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    post: { operationId: appeal, responses: { '204': { description: Heard. } } }
components:
  schemas:
    Result:
      type: object
      required: [driver]
      properties: { id: { type: integer, readOnly: true }, driver: { type: string }, constructor: { type: string, minLength: 2 } }
`;

let service: Generated;
let app: Service;
beforeAll(async () => {
  service = await generatedService(description);
  app = await service.start(':memory:');
  return () => app.close();
});

const sent = async (method: string, url: string, body: object): Promise<unknown> => {
  const headers = { 'content-type': 'application/json' };
  return (await app.inject({ method, url, headers, payload: JSON.stringify(body) })).json();
};

test('a member that every object has is there where it was sent', async () => {
  expect(await sent('POST', '/results', { driver: 'Ada' })).toEqual({ id: 1, driver: 'Ada' });
  const whole = { id: 1, driver: 'Ada', constructor: 'Alder' };
  expect(await sent('PATCH', '/results/1', { driver: 'Ada', constructor: 'Alder' })).toEqual(whole);
  expect(await sent('PATCH', '/results/1', { driver: 'Bo' })).toEqual({ ...whole, driver: 'Bo' });
});

test('a service with such a member type-checks', async () => {
  expect(await typeErrorsOf(service)).toBe('');
});
