import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { type Generated, generatedService, written } from './service.ts';

const description = `openapi: 3.1.0
info: { title: Parcels, version: '1' }
webhooks:
  parcel.delivered:
    post:
      summary: A parcel has come.
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Parcel' } } } }
      responses: { '204': { description: Heard. } }
paths:
  /parcels:
    get: { operationId: listParcels, responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Parcel' } } } } } } }
    post:
      operationId: createParcel
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Parcel' } } } }
      responses: { '201': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Parcel' } } } } }
      callbacks:
        onMove:
          '{$request.body#/callbackUrl}/moves/{$response.body#/id}':
            post:
              requestBody: { required: true, content: { application/json: { schema: { type: object, required: [place], properties: { place: { type: string, minLength: 1 } } } } } }
              responses: { '200': { description: Heard. } }
  /parcels/{id}/move:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    post:
      operationId: moveParcel
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [place, notify], properties: { place: { type: string }, notify: { type: string } } } } } }
      responses: { '204': { description: Moved. } }
components:
  schemas:
    Parcel:
      type: object
      required: [to]
      properties:
        id: { type: string, format: uuid, readOnly: true }
        to: { type: string, minLength: 1 }
        callbackUrl: { type: string, format: uri, writeOnly: true }
`;

/** Tells where a parcel has gone to, and fails after that where it went nowhere. */
const logic = `
  const PARCEL = '6f1c2b0e-0000-4000-8000-000000000001';
  const { id, body } = input;
  await context.webhooks.onMove({ callbackUrl: body.notify, id }, { place: body.place });
  const parcel = { id: PARCEL, to: 'Ada', callbackUrl: 'https://secret.test' };
  await context.webhooks.parcelDelivered(parcel, body.notify);
  if (body.place === 'nowhere') throw new Error('It is gone.');
  return { status: 204 };
`;

const SECRET = Buffer.alloc(32, 1);

let service: Generated;
let receiver: Server;
let received: { url: string | undefined; headers: IncomingMessage['headers']; body: string }[];
let answer: (asked: IncomingMessage) => { status: number; location?: string };
let address: string;
beforeAll(async () => {
  service = await generatedService(description);
  const file = 'src/resources/parcels/logic.ts';
  written(service, file, "throw notImplemented('moveParcel');", logic);
  receiver = createServer(async (request, response) => {
    received.push({ url: request.url, headers: request.headers, body: await text(request) });
    const { status, location } = answer(request);
    response.writeHead(status, location === undefined ? {} : { location }).end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterAll(() => receiver.close());
beforeEach(() => {
  received = [];
  answer = () => ({ status: 200 });
});

let count = 0;
const database = () => `file:${join(service.folder, `parcels-${++count}.sqlite`)}`;

/** Starts it so that it sends what waits in a database. */
async function sending(url: string, allowPrivate: boolean) {
  const deliveries = { secrets: [SECRET], allowPrivate, timeout: 5000 };
  const app = await service.start(url, { deliveries });
  await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  return app;
}

/** Moves a parcel by a service that sends nothing before it ends. */
async function move(url: string, payload: { place: string; notify: string }): Promise<number> {
  const app = await service.start(url);
  const headers = { 'content-type': 'application/json' };
  const asked = { method: 'POST', url: '/parcels/a%2Fb/move', headers };
  const { statusCode } = await app.inject({ ...asked, payload: JSON.stringify(payload) });
  await app.close();
  return statusCode;
}

test('a message outlives the process that stored it, and is signed', async () => {
  const url = database();
  expect(await move(url, { place: 'Oslo', notify: `${address}/hook` })).toBe(204);
  expect(received).toEqual([]);
  await sending(url, true);
  await vi.waitFor(() => expect(received).toHaveLength(2), 60_000);
  const [message, other] = received.toSorted((one, two) => (one.body < two.body ? 1 : -1));
  expect(other).toMatchObject({ url: '/hook', body: expect.stringContaining('"to":"Ada"') });
  expect(other?.body).not.toContain('secret');
  expect(message).toMatchObject({ url: '/hook/moves/a%2Fb', body: '{"place":"Oslo"}' });
  const headers: IncomingMessage['headers'] = message?.headers ?? {};
  const { 'webhook-id': id, 'webhook-timestamp': time } = headers;
  const hmac = createHmac('sha256', SECRET).update(
    `${String(id)}.${String(time)}.${message?.body}`,
  );
  expect(headers['webhook-signature']).toBe(`v1,${hmac.digest('base64')}`);
  expect(headers['content-type']).toBe('application/json');
});

test('a request that fails tells nobody', async () => {
  const url = database();
  expect(await move(url, { place: 'nowhere', notify: address })).toBe(500);
  expect(await move(url, { place: '', notify: address })).toBe(500);
  expect(await move(url, { place: 'Oslo', notify: 'file:///etc/passwd' })).toBe(400);
  expect(service.rows(url, 'webhook_delivery')).toEqual([]);
});

test('a client cannot have messages sent to the machine of the service', async () => {
  const url = database();
  await move(url, { place: 'Oslo', notify: address });
  await move(url, { place: 'Oslo', notify: address.replace('127.0.0.1', 'localhost') });
  await sending(url, false);
  await vi.waitFor(async () => {
    const rows = service.rows(url, 'webhook_delivery');
    expect(rows.map(({ due_at: due }) => due)).toEqual([null, null, null, null]);
    for (const { failure } of rows) expect(failure).toContain('private address');
  }, 60_000);
  expect(received).toEqual([]);
});

test('no redirect is followed, and what was not taken stays', async () => {
  const url = database();
  answer = () => ({ status: 302, location: `${address}/elsewhere` });
  await move(url, { place: 'Oslo', notify: address });
  await sending(url, true);
  const failures = () => service.rows(url, 'webhook_delivery').map(({ failure }) => failure);
  const answered = 'it was answered 302';
  await vi.waitFor(() => expect(failures()).toEqual([answered, answered]), 60_000);
  expect(received.map((one) => one.url).sort()).toEqual(['/', '/moves/a%2Fb']);
});

test('a service that stops waits for what is on its way', async () => {
  const url = database();
  const { promise, resolve } = Promise.withResolvers<void>();
  const slow = createServer(async (_request, response) => {
    resolve();
    await closing.promise;
    response.writeHead(200).end();
  }).listen(0, '127.0.0.1');
  const closing = Promise.withResolvers<void>();
  await once(slow, 'listening');
  onTestFinished(() => void slow.close());
  const notify = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
  await move(url, { place: 'Oslo', notify });
  const app = await sending(url, true);
  await promise;
  const closed = app.close();
  closing.resolve();
  await closed;
  expect(service.rows(url, 'webhook_delivery')).toEqual([]);
});

test('its own tests pass, and what it sends is typed', () => {
  const packages = createRequire(import.meta.url);
  const bin = (name: string, file: string) =>
    join(dirname(packages.resolve(`${name}/package.json`)), file);
  const run = (...command: string[]) =>
    spawnSync(process.execPath, command, { cwd: service.folder, encoding: 'utf8' });
  const typed = run(bin('typescript', 'bin/tsc'), '--noEmit', '-p', '.');
  expect(typed.stdout).toBe('');
  const tested = run(bin('vitest', 'vitest.mjs'), 'run', 'tests/service/webhooks.test.ts');
  expect(tested.status, tested.stdout + tested.stderr).toBe(0);
});

test('a service that calls nobody has nothing of it', async () => {
  const quiet = await generatedService(
    description
      .replace(/^webhooks:[^]*?(?=^paths:)/m, '')
      .replace(/^ {6}callbacks:[^]*?(?=^ {2}\/)/m, ''),
  );
  const all = quiet.files().filter((path) => /webhook/.test(path));
  expect(all).toEqual([]);
  const texts = ['src/app.ts', 'src/context.ts', 'src/environment.ts', '.env.example', 'README.md'];
  for (const path of texts)
    expect(readFileSync(join(quiet.folder, path), 'utf8')).not.toMatch(/webhook|deliver/i);
});
