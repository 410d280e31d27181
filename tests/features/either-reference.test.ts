import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedService } from './service.ts';

const json = (schema: string) => `content: { application/json: { schema: ${schema} } }`;
const ref = (name: string) => json(`{ $ref: '#/components/schemas/${name}' }`);

/** An address is for a server that is there, or for a region. */
const description = `openapi: 3.1.0
info: { title: Addresses, version: '1' }
paths:
  /servers:
    post: { operationId: createServer, requestBody: { ${ref('Server')} }, responses: { '201': { description: One., ${ref('Server')} } } }
  /servers/{id}:
    get: { operationId: getServer, parameters: [&id { name: id, in: path, required: true, schema: { type: integer } }], responses: { '200': { description: One., ${ref('Server')} } } }
  /addresses:
    post: { operationId: createAddress, requestBody: { required: true, ${ref('Wanted')} }, responses: { '201': { description: One., ${ref('Address')} } } }
  /addresses/{id}:
    parameters: [*id]
    get: { operationId: getAddress, responses: { '200': { description: One., ${ref('Address')} } } }
    put: { operationId: putAddress, requestBody: { required: true, ${ref('Wanted')} }, responses: { '200': { description: One., ${ref('Address')} } } }
components:
  schemas:
    Server: { type: object, properties: { id: { type: integer, readOnly: true }, name: { type: string } } }
    Address: { type: object, properties: { id: { type: integer }, server_id: { type: integer }, region: { type: string } } }
    Wanted:
      oneOf:
        - { type: object, required: [server_id], properties: { server_id: { type: integer } } }
        - { type: object, required: [region], properties: { region: { type: string } } }
`;

test('tests send the form of a body that refers to nothing', async () => {
  const service = await generatedService(description);
  const support = readFileSync(join(service.folder, 'tests/support/address.ts'), 'utf8');
  expect(support.match(/\{ region: '/g)).toHaveLength(3);
  expect(support).not.toContain('server_id');
  const tests = readFileSync(join(service.folder, 'tests/addresses.test.ts'), 'utf8');
  expect(tests).toMatch(/payload: JSON.stringify\(\{ region: /);
});
