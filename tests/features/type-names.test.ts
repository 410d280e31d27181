import { expect, test } from 'vitest';
import { generatedService } from './service.ts';
import { typeErrorsOf } from './type-errors.ts';

test('schemas may be called as what webhooks are made of', async () => {
  const told = (name: string) => `
  ${name.toLowerCase()}:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } } }
      responses: { '204': { description: Heard. } }`;
  const names = ['Event', 'Value', 'Webhooks', 'OutgoingEvent'];
  const service = await generatedService(`openapi: 3.1.0
info: { title: Told, version: '1' }
paths: {}
webhooks:${names.map(told).join('')}
components:
  schemas:
${names.map((name) => `    ${name}: { type: object, properties: { text: { type: string } } }\n`).join('')}`);
  expect(await typeErrorsOf(service)).toBe('');
});

test('business logic is handed a body that can only be null or empty', async () => {
  const taken = (name: string) => `
  /${name.toLowerCase()}:
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } } }
      responses: { '204': { description: Taken. } }`;
  const service = await generatedService(`openapi: 3.1.0
info: { title: Empty, version: '1' }
paths:${taken('Nil')}${taken('Bare')}
  /runs:
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Run' } } } } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewRun' } } } }
      responses: { '201': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Run' } } } } }
  /slots:
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Slot' } } } } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewSlot' } } } }
      responses: { '201': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Slot' } } } } }
components:
  schemas:
    Slot: { type: object, properties: { place: { type: string, readOnly: true }, family: { type: integer, readOnly: true } } }
    NewSlot: { type: object, properties: { place: { type: string, readOnly: true } } }
    Nil: { type: 'null' }
    Bare: { type: object }
    NewRun: { type: object }
    Run: { type: object, required: [id, state], properties: { id: { type: string }, state: { type: string } } }
`);
  expect(await typeErrorsOf(service)).toBe('');
});

test('things may be called as what tests are made with', async () => {
  const path = (name: string) => `
  /${name.toLowerCase()}s:
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/${name}' } } } } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } } }
      responses: { '201': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } } } }`;
  const names = ['Api', 'Given', 'Logic', 'Form'];
  const service = await generatedService(`openapi: 3.1.0
info: { title: Things, version: '1' }
paths:${names.map(path).join('')}
components:
  schemas:
${names.map((name) => `    ${name}: { type: object, required: [${name === 'Api' ? 'text' : 'apiId'}], properties: { id: { type: integer, readOnly: true }, text: { type: string }, apiId: { type: integer } } }\n`).join('')}`);
  expect(service.files().filter((file) => file.startsWith('tests/support/'))).toEqual(
    expect.arrayContaining(['tests/support/api.ts', 'tests/support/api-entity.ts']),
  );
  expect(await typeErrorsOf(service)).toBe('');
});

test('a thing may be called as a number of 64 bits', async () => {
  const whole = '{ application/json: { schema: { $ref: "#/components/schemas/Int64" } } }';
  const service = await generatedService(`openapi: 3.1.0
info: { title: Numbers, version: '1' }
paths:
  /int64s:
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Int64' } } } } } } }
    post: { requestBody: { required: true, content: ${whole} }, responses: { '201': { description: One., content: ${whole} } } }
components:
  schemas:
    Int64: { type: object, properties: { id: { type: integer, readOnly: true }, value: { type: integer, format: int64 } } }
`);
  expect(await typeErrorsOf(service)).toBe('');
});
