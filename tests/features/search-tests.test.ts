import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedService } from './service.ts';

const json = (schema: string) => `content: { application/json: { schema: ${schema} } }`;

const shape = "{ $ref: '#/components/schemas/Shape' }";

/** Shapes that are asked for by a body, which may be left out, and has something in it otherwise. */
const description = (required: string) => `openapi: 3.1.0
info: { title: Shapes, version: '1' }
paths:
  /shapes:
    post: { operationId: createShape, requestBody: { required: true, ${json(shape)} }, responses: { '201': { description: One., ${json(shape)} } } }
  /shapes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: getShape, responses: { '200': { description: One., ${json(shape)} } } }
  /shapes/query:
    post:
      operationId: findShapes
      requestBody: { ${json(`{ type: object, required: [${required}], properties: { ids: { type: array, items: { type: integer } } } }`)} }
      responses: { '200': { description: Some., ${json(`{ type: array, items: ${shape} }`)} } }
components:
  schemas:
    Shape: { type: object, required: [name], properties: { id: { type: integer, readOnly: true }, name: { type: string } } }
`;

const TRIED = 'finds all that was created by a body that asks for nothing else';

test.each([
  ['', true],
  ['ids', false],
])('a body of which %j is needed is tried without any: %s', async (required, isTried) => {
  const { folder, files } = await generatedService(description(required));
  const texts = files()
    .filter((file) => /^tests\/[\w-]+\.test\.ts$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  expect(texts.some((text) => text.includes(TRIED))).toBe(isTried);
});
