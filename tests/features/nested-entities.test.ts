import { beforeAll, expect, test } from 'vitest';
import { typecheck } from '../../src/sandbox/typecheck.ts';
import { type Generated, generatedService } from './service.ts';

const ref = (name: string) => `{ $ref: '#/components/schemas/${name}' }`;
const json = (schema: string) => `content: { application/json: { schema: ${schema} } }`;

/** Lists things, takes new ones, and has something done to one of them. */
const paths = (path: string, name: string) => `
  /${path}:
    get:
      operationId: list${name}s
      responses: { '200': { description: All., ${json(`{ type: array, items: ${ref(name)} }`)} } }
    post:
      operationId: create${name}
      requestBody: { required: true, ${json(ref(name))} }
      responses: { '201': { description: One., ${json(ref(name))} } }
  /${path}/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    delete:
      operationId: delete${name}
      responses: { '204': { description: Gone. } }
    post:
      operationId: close${name}
      responses: { '204': { description: Closed. } }`;

const within = (name: string, schema: string) =>
  `{ type: object, required: [${name}], properties: { ${name}: ${schema} } }`;

/**
 * Visits keep pets inside, and tours keep rooms. Answers on pets leave out the owner, who has an id
 * only where an owner is made; rooms have a time that only the service knows.
 */
const description = `openapi: 3.1.0
info: { title: Clinic, version: '1' }
paths:${paths('pets', 'Pet')}${paths('rooms', 'Room')}${paths('visits', 'Visit')}${paths('tours', 'Tour')}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        id: { type: integer, readOnly: true }
        name: { type: string }
        owner: { $ref: '#/components/schemas/Owner' }
    Owner:
      type: object
      required: [id, name]
      properties: { id: { type: integer, readOnly: true }, name: { type: string } }
    Room:
      type: object
      required: [name]
      properties:
        id: { type: integer, readOnly: true }
        name: { type: string }
        createdAt: { type: string, format: date-time, readOnly: true }
    Visit:
      type: object
      required: [id, seen]
      properties:
        id: { type: integer, readOnly: true }
        seen: { type: object, required: [pet], properties: { pet: ${ref('Pet')} } }
    Tour:
      type: object
      required: [id, first]
      properties:
        id: { type: integer, readOnly: true }
        first: ${['at', 'in', 'the', 'wing', 'of'].reduce((inner, name) => within(name, inner), ref('Room'))}
`;

let service: Generated;
beforeAll(async () => {
  service = await generatedService(description);
});

test('what is kept inside of a record has the members that its schema tells, and those that its type always has', async () => {
  const limits = { timeoutMs: 60_000, outputBytes: 1_000_000 };
  const { folder } = service;
  const stage = { root: folder, service: folder, scratch: folder, remove: async () => {} };
  const found = await typecheck(stage, new Map(), limits);
  expect(found).toEqual([]);
});
