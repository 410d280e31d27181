import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';
import { generatedService, type Service, written } from './service.ts';

const order = `content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } }`;

const described = (guard: string) => `openapi: 3.1.0
info: { title: Shop, version: '1' }
${guard === 'secured' ? 'security: [{ key: [] }]' : ''}
paths:
  /orders:
    get: { operationId: listOrders, responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Order' } } } } } } }
    post: { operationId: createOrder, requestBody: { required: true, ${order} }, responses: { '201': { description: It., ${order} } } }
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: getOrder, responses: { '200': { description: It., ${guard === 'versioned' ? 'headers: { ETag: { schema: { type: string } } }, ' : ''}${order} }, '404': { description: None. } } }
    delete:
      operationId: deleteOrder
      summary: Cancel an order
      ${guard === 'versioned' ? 'parameters: [{ name: If-Match, in: header, schema: { type: string } }]' : ''}
      responses: { '204': { description: Done. }, '404': { description: None. } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: x-key } }
  schemas:
    Order: { type: object, required: [id, note], properties: { id: { type: string, readOnly: true }, note: { type: string } } }
`;

/** Creates an order, and answers where it is. */
async function placed(service: Service): Promise<string> {
  const { headers } = await service.inject({
    method: 'POST',
    url: '/orders',
    headers: { 'content-type': 'application/json' },
    payload: '{"note":"Two of each"}',
  });
  return String(headers.location);
}

let app: Service;

beforeAll(async () => {
  app = await (await generatedService(described('open'))).start(':memory:');
  return () => app.close();
});

test('a delete that is told to be something else deletes nothing until it is written', async () => {
  const url = await placed(app);
  expect((await app.inject({ method: 'DELETE', url })).statusCode).toBe(501);
  expect((await app.inject({ url })).statusCode).toBe(200);
});

test('its logic goes on to the delete', async () => {
  const ready = await generatedService(described('open'));
  written(
    ready,
    'src/resources/orders/logic.ts',
    "throw notImplemented('deleteOrder');",
    'return proceed();',
  );
  const service = await ready.start(':memory:');
  const url = await placed(service);
  expect((await service.inject({ method: 'DELETE', url })).statusCode).toBe(204);
  expect((await service.inject({ url })).statusCode).toBe(404);
  await service.close();
});

test.each(['open', 'secured', 'versioned'])(
  'the tests of a service that is %s reach it',
  async (guard) => {
    const root = temporaryFolder();
    writeFiles(root, { 'it.yaml': described(guard) });
    const { code, stderr } = await runCli(['generate', 'it.yaml', '--out', 'it'], { cwd: root });
    expect(code, stderr).toBe(0);
    expect(readFileSync(join(root, 'it/tests/orders.test.ts'), 'utf8')).toContain(
      'deleteOrder answers 501 until it is written',
    );
  },
);
