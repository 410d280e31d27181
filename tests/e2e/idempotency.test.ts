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

/** A program that pays with one key, and ends without a word before or after what it does is kept. */
const dying = `import { buildApp } from './src/app.ts';
import { openDatabase } from './src/database.ts';
const database = await openDatabase('payments.sqlite');
const startTransaction = database.startTransaction.bind(database);
database.startTransaction = () => ({
  execute: async () => {
    const transaction = await startTransaction().execute();
    const commit = transaction.commit.bind(transaction);
    transaction.commit = () => ({
      execute: async () => {
        if (process.argv[2] === 'after') await commit().execute();
        process.kill(process.pid, 'SIGKILL');
        await new Promise(() => {});
      },
    });
    return transaction;
  },
});
const app = await buildApp({ database });
const headers = { 'idempotency-key': 'the key' };
await app.inject({ method: 'POST', url: '/payments', headers, payload: { amount: 1 } });
`;

/** A program that pays with the same key again, at once and when the lease has run out. */
const repeating = `import { buildApp } from './src/app.ts';
import { openDatabase } from './src/database.ts';
const database = await openDatabase('payments.sqlite');
const app = await buildApp({ database });
const headers = { 'idempotency-key': 'the key' };
const pay = () => app.inject({ method: 'POST', url: '/payments', headers, payload: { amount: 1 } });
const stored = async () => (await app.inject('/payments')).json().length;
const before = await stored();
const first = (await pay()).statusCode;
await database.updateTable('idempotent_answer').set({ leased_until: '2000-01-01T00:00:00.000Z' }).execute();
console.log(JSON.stringify({ before, first, then: (await pay()).statusCode, stored: await stored() }));
await app.close();
`;

/** A service in a folder of its own, in which a test runs programs. */
async function paymentService() {
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'payments.yaml': description });
  const generated = await runCli(['generate', 'payments.yaml', '--out', 'service', '--no-test'], {
    cwd,
  });
  expect(generated.code, generated.stderr).toBe(0);
  const service = join(cwd, 'service');
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(service, 'node_modules'));
  return (program: string, ...words: string[]) => {
    writeFileSync(join(service, 'program.ts'), program);
    return spawnSync(process.execPath, ['program.ts', ...words], {
      cwd: service,
      encoding: 'utf8',
    });
  };
}

test('who pays again with the same key has paid once', async () => {
  const run = await paymentService();
  const { stdout, stderr } = run(asking);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ statuses: [201], answers: 20, stored: 20, other: 422 });
});

test.each([
  ['before', { before: 0, first: 409, then: 201, stored: 1 }],
  ['after', { before: 1, first: 201, then: 201, stored: 1 }],
])('a process that ends %s a payment is kept makes nobody pay twice', async (when, outcome) => {
  const run = await paymentService();
  expect(run(dying, when).signal).toBe('SIGKILL');
  const { stdout, stderr } = run(repeating);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(outcome);
});
