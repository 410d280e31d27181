import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { generatedService } from './service.ts';

/** A location, whose name is that of a header; made without an answer, and refused without a place. */
const description = `openapi: 3.1.0
info: { title: Locations, version: '1' }
paths:
  /locations:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Location' } } } }
      responses:
        '201': { description: It is there. }
        '400':
          description: It is wrong.
          content:
            application/json:
              schema:
                type: object
                required: [errors]
                properties:
                  message: { type: string }
                  errors:
                    type: array
                    items: { type: object, required: [reason], properties: { reason: { type: string } } }
  /locations/{location}:
    parameters: [{ name: location, in: path, required: true, schema: { type: integer } }]
    get:
      responses:
        '200':
          description: A location
          content: { application/json: { schema: { $ref: '#/components/schemas/Location' } } }
components:
  schemas:
    Location:
      type: object
      required: [id, name]
      properties: { id: { type: integer, readOnly: true }, name: { type: string } }
`;

test('generated code names nothing that it does not use', async () => {
  const { folder } = await generatedService(description);
  const tsc = fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url));
  const strictly = ['-p', folder, '--noEmit', '--noUnusedLocals', '--noUnusedParameters'];
  const said = await promisify(execFile)(tsc, strictly).then(
    ({ stdout }) => stdout,
    (failed: { stdout: string }) => failed.stdout,
  );
  expect(said).toBe('');
});
