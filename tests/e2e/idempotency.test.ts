import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

const description = `openapi: 3.1.0
info: { title: Payments, version: '1' }
paths:
  /payments:
    get:
      operationId: listPayments
      responses:
        '200':
          description: All.
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Payment' } } } }
    post:
      operationId: createPayment
      parameters:
        - { name: Idempotency-Key, in: header, schema: { type: string, maxLength: 64 } }
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Payment' } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Payment' } } } } }
components:
  schemas:
    Payment:
      type: object
      required: [amount]
      properties:
        id: { type: string, format: uuid, readOnly: true }
        amount: { type: integer, minimum: 1 }
`;

/** A program that pays again and again with few keys, and prints what came of it. */
const asking = `import { buildApp } from './src/app.ts';
import { openDatabase } from './src/database.ts';
const app = await buildApp({ database: await openDatabase('payments.sqlite') });
const pay = async (index, amount = 1) => {
  const headers = { 'idempotency-key': 'key ' + (index % 20) };
  for (;;) {
    const answer = await app.inject({ method: 'POST', url: '/payments', headers, payload: { amount } });
    // Another is served under the same key: a client asks again.
    if (answer.statusCode !== 409) return answer;
  }
};
const paid = await Promise.all(Array.from({ length: 500 }, (_, index) => pay(index)));
const stored = (await app.inject('/payments')).json();
console.log(JSON.stringify({
  statuses: [...new Set(paid.map(({ statusCode }) => statusCode))],
  answers: new Set(paid.map(({ body }) => body)).size,
  stored: stored.length,
  other: (await pay(0, 2)).statusCode,
}));
await app.close();
`;

test('who pays again with the same key has paid once', async () => {
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'payments.yaml': description });
  const generated = await runCli(['generate', 'payments.yaml', '--out', 'service', '--no-test'], {
    cwd,
  });
  expect(generated.code, generated.stderr).toBe(0);
  const service = join(cwd, 'service');
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(service, 'node_modules'));
  writeFileSync(join(service, 'ask.ts'), asking);
  const { stdout, stderr } = spawnSync(process.execPath, ['ask.ts'], {
    cwd: service,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ statuses: [201], answers: 20, stored: 20, other: 422 });
});
