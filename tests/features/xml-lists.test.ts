import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedService } from './service.ts';

/** A list in XML whose items stand in no element of their own. */
const description = `openapi: 3.1.0
info: { title: Kinds, version: '1' }
paths:
  /kinds:
    get:
      operationId: listKinds
      responses:
        '200':
          description: Kinds.
          content:
            application/xml:
              schema:
                type: object
                xml: { name: directory }
                properties:
                  kind: { type: array, items: { type: object, properties: { name: { type: string, xml: { attribute: true } }, size: { type: integer } } } }
`;

test('an empty list in XML is told from none by nobody', async () => {
  const service = await generatedService(description);
  const app = await service.start(':memory:');
  expect((await app.inject({ url: '/kinds' })).body).toContain('<directory/>');
  await app.close();
  const tests = readFileSync(join(service.folder, 'tests/kinds.test.ts'), 'utf8');
  expect(tests).toContain('expect(response.json().kind ?? []).toEqual([]);');
});
