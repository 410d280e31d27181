import { expect, test } from 'vitest';
import { generatedService } from './service.ts';

/** Operations that are called as handlers call what they work with. */
const NAMES = ['status', 'body', 'request', 'transaction', 'database', 'headers'];

const description = `openapi: 3.1.0
info: { title: Status, version: '1' }
paths:
${NAMES.map(
  (name) => `  /${name}:
    get:
      operationId: ${name}
      responses: { '200': { description: It., content: { text/plain: { schema: { type: string } } } } }
`,
).join('')}`;

test('an operation may be called as what its handler works with', async () => {
  const service = await generatedService(description);
  const app = await service.start(':memory:');
  const statuses = await Promise.all(
    NAMES.map(async (name) => (await app.inject({ url: `/${name}` })).statusCode),
  );
  await app.close();
  expect(statuses).toEqual(NAMES.map(() => 501));
});
