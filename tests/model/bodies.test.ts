import { expect, test } from 'vitest';
import { inferredFrom } from './support/model-of.ts';

test('a body that spells a member otherwise than answers do is not stored as it comes', async () => {
  const inferred = await inferredFrom(`
paths:
  /videos/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { responses: { '200': &video { description: A video., content: { application/json: { schema: { $ref: '#/components/schemas/Video' } } } } } }
    put:
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { id: { type: integer }, videoName: { type: string } } }
      responses: { '200': *video }
components:
  schemas:
    Video: { type: object, properties: { id: { type: integer }, video_name: { type: string } } }
`);
  expect(inferred.summary()).toEqual([
    'live get Video GET /videos/{id}',
    'hole replace - PUT /videos/{id}',
  ]);
  expect(inferred.operation('PUT /videos/{id}').reason).toBe(
    'it brings videoName, and video_name may be the same',
  );
});

test('one thing with several lists of the same is no list in an envelope', async () => {
  const inferred = await inferredFrom(`
paths:
  /admins:
    get: { responses: { '200': { description: Who may do what., content: { application/json: { schema: { $ref: '#/components/schemas/Rights' } } } } } }
    put:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Rights' } } } }
      responses: { '204': { description: Kept. } }
components:
  schemas:
    Holder: { type: object, properties: { kind: { type: string }, name: { type: string } } }
    Rights:
      type: object
      properties:
        admins: &holders { type: array, items: { $ref: '#/components/schemas/Holder' } }
        readers: *holders
`);
  expect(inferred.summary()).toEqual([
    'live get Rights GET /admins',
    'live replace Rights PUT /admins',
  ]);
});

test('what no request brings is stored as it is shown, also where parts of it are readOnly', async () => {
  const inferred = await inferredFrom(`
paths:
  /transfers:
    get: { responses: { '200': { description: Transfers., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Transfer' } } } } } } }
components:
  schemas:
    Amount: { type: object, required: [total], properties: { total: { type: string, readOnly: true } } }
    Transfer:
      type: object
      required: [id, amount]
      properties: { id: { type: string }, amount: { $ref: '#/components/schemas/Amount' } }
`);
  expect(inferred.summary()).toEqual(['live list Transfer GET /transfers']);
});

test('a default is that of what is sent, where what is shown has another', async () => {
  const inferred = await inferredFrom(`
paths:
  /pets:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewPet' } } } }
      responses: { '201': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { responses: { '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } } }
components:
  schemas:
    NewPet: { type: object, properties: { isTame: { type: boolean, default: true } } }
    Pet: { type: object, properties: { id: { type: integer, readOnly: true }, isTame: { type: boolean, default: false } } }
`);
  expect(inferred.field('Pet', 'isTame').default).toBe(true);
});
