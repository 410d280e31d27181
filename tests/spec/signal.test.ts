import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { openapi, read } from '../support/description.ts';

test('a signal that aborts closes a fetch under way, and its reason is thrown', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  const host = typeof address === 'object' && address !== null ? `127.0.0.1:${address.port}` : '';
  const controller = new AbortController();
  const reason = new Error('enough');
  const reading = read(
    {
      'a.yaml': openapi(
        `paths: {}\ncomponents: { schemas: { A: { $ref: 'http://${host}/a.yaml' } } }\n`,
      ),
    },
    { allowRemote: [host], signal: controller.signal },
  ).catch((error: unknown) => error);
  const [, response] = (await once(server, 'request')) as [unknown, NodeJS.EventEmitter];
  const closed = once(response, 'close');
  controller.abort(reason);
  expect(await reading).toBe(reason);
  await closed;
});
