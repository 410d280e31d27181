import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Postgres } from '../migrate/databases.ts';
import { inParallel, type ServiceProcess, startSample } from './service-process.ts';

const HELLO = 'GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n';

describe('a service whose clients misbehave', () => {
  let service: ServiceProcess;
  beforeAll(async () => {
    service = await startSample('bookstore', { DATABASE_URL: ':memory:', REQUEST_TIMEOUT: '500' });
  });
  afterAll(() => service.stop());

  /** Opens a connection, sends what there is, and keeps it open for as long as the service does. */
  const open = (text: string) => {
    const socket = connect(service.port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
    socket.on('error', () => undefined);
    socket.write(text);
    const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(answer)));
    return { socket, closed };
  };
  const isHealthy = async () => (await service.call('GET', '/healthz')).status === 200;

  test('ends connections that send a request too slowly, and serves others meanwhile', async () => {
    const slow = Array.from({ length: 50 }, (_, index) =>
      open(index % 2 === 0 ? 'GET /healthz HTTP/1.1\r\nx-slow: ' : 'POST /authors HTTP/1.1\r\n'),
    );
    expect(await isHealthy()).toBe(true);
    for (const { closed } of slow) expect(await closed).toContain(' 408 ');
  });

  test('ends connections that stop in the middle of a body', async () => {
    const head = 'POST /authors HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n';
    const { closed } = open(`${head}content-length: 100\r\n\r\n{ "name": `);
    expect(await closed).not.toMatch(/ (?:2\d\d|500) /);
    expect(await isHealthy()).toBe(true);
  });

  test('refuses headers that are too many or too large', async () => {
    const large = await open(`GET /healthz HTTP/1.1\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`).closed;
    expect(large).toContain(' 431 ');
    const many = Array.from({ length: 5000 }, (_, index) => `x${index}: y`).join('\r\n');
    expect(await open(`GET /healthz HTTP/1.1\r\n${many}\r\n\r\n`).closed).toContain(' 431 ');
  });

  test('ends a connection at garbage between requests', async () => {
    const garbage = '\u0000 no request\r\n\r\n';
    const answer = await open(`${HELLO.repeat(20)}${garbage}${HELLO}`).closed;
    expect(answer.match(/HTTP\/1\.1 \d+/g)?.at(-1)).toBe('HTTP/1.1 400');
    expect(await isHealthy()).toBe(true);
  });

  test('survives clients that go away before they are answered', async () => {
    await inParallel(200, 50, async () => {
      const { socket, closed } = open('GET /authors HTTP/1.1\r\nhost: a\r\n\r\n');
      await connected(socket);
      socket.destroy();
      await closed;
    });
    expect(await isHealthy()).toBe(true);
  });
});

const connected = (socket: Socket): Promise<unknown> =>
  socket.connecting
    ? Promise.race([once(socket, 'connect'), once(socket, 'close')])
    : Promise.resolve();

test('sheds load with 503 when it falls behind, and serves again after', async () => {
  const service = await startSample('bookstore', { DATABASE_URL: ':memory:', MAXIMUM_DELAY: '50' });
  try {
    const large = { name: 'x'.repeat(900_000) };
    let retryAfter: string | null = null;
    for (let burst = 0; burst < 20 && retryAfter === null; burst++)
      await inParallel(100, 50, async () => {
        const response = await service.call('POST', '/authors', large);
        await response.arrayBuffer();
        expect([400, 503]).toContain(response.status);
        if (response.status === 503) retryAfter = response.headers.get('retry-after');
      });
    expect(retryAfter).toMatch(/^\d+$/);
    let status = 503;
    for (let time = 0; time < 10_000 && status === 503; time++)
      ({ status } = await service.call('GET', '/books?limit=5'));
    expect(status).toBe(200);
  } finally {
    await service.stop();
  }
});

test('answers 503 while PostgreSQL is stopped, and recovers when it starts again', async () => {
  const postgres = await Postgres.start();
  const service = await startSample('bookstore', { DATABASE_URL: await postgres.emptyUrl() });
  try {
    const get = async () => (await service.call('GET', '/authors')).status;
    const created = await service.call('POST', '/authors', { name: 'Ursula' });
    expect(created.status).toBe(201);
    const before = inParallel(500, 20, get);
    await postgres.pause();
    expect(await get()).toBe(503);
    expect((await service.call('GET', '/readyz')).status).toBe(503);
    expect((await service.call('GET', '/healthz')).status).toBe(200);
    for (const status of await before) expect([200, 503]).toContain(status);
    await postgres.resume();
    expect(await get()).toBe(200);
    expect(await (await service.call('GET', '/authors')).json()).toHaveLength(1);
  } finally {
    await service.stop();
    await postgres.stop();
  }
});
