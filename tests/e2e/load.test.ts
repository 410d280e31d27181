import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Postgres } from '../migrate/databases.ts';
import { openWay } from './way.ts';
import { inParallel, type ServiceProcess, startSample } from './service-process.ts';

interface Author {
  readonly id: string;
}
interface Book {
  readonly id: string;
  readonly price: number;
}

const MERGE_PATCH = { 'content-type': 'application/merge-patch+json' };

const bookOf = (author: Author, index: number) => ({
  title: `Book ${index}`,
  isbn: `978${String(index).padStart(10, '0')}`,
  authorId: author.id,
  format: 'paperback',
  price: 1,
});

const read = async <Body>(response: Response): Promise<Body> => (await response.json()) as Body;

describe('a service on PostgreSQL under load', () => {
  let postgres: Postgres;
  let url: string;
  let service: ServiceProcess;
  let author: Author;
  beforeAll(async () => {
    postgres = await Postgres.start();
    url = await postgres.emptyUrl();
    service = await startSample('bookstore', {
      DATABASE_URL: url,
      LOG_LEVEL: 'info',
      MAXIMUM_DELAY: '0',
    });
    author = await read(await service.call('POST', '/authors', { name: 'Ursula' }));
  });
  afterAll(async () => {
    await service.stop();
    await postgres.stop();
  });

  const addBook = async (index: number): Promise<Book> => {
    const response = await service.call('POST', '/books', bookOf(author, index));
    expect(response.status).toBe(201);
    return read(response);
  };

  test('answers ten thousand mixed requests with no failure of its own', async () => {
    const { id } = await addBook(1);
    const requests = [
      () => service.call('GET', `/books/${id}`),
      () => service.call('GET', '/books?limit=5&inPrint=true'),
      () => service.call('POST', '/authors', { name: 'One of many' }),
      () => service.call('PATCH', `/books/${id}`, { price: 7 }, MERGE_PATCH),
    ];
    const statuses = await inParallel(10_000, 50, async (index) => {
      const request = requests[index % 5] ?? (() => service.call('GET', '/books?limit=five'));
      const response = await request();
      await response.arrayBuffer();
      return response.status;
    });
    const counts = Object.groupBy(statuses, String);
    expect(Object.keys(counts).sort()).toEqual(['200', '201', '400']);
    expect(counts['201']).toHaveLength(2000);
  });

  test('loses no update that names the version it changes', async () => {
    const { id } = await addBook(2);
    const path = `/books/${id}`;
    let refused = 0;
    await inParallel(100, 10, async () => {
      for (;;) {
        const seen = await service.call('GET', path);
        const { price } = await read<Book>(seen);
        const version = { ...MERGE_PATCH, 'if-match': seen.headers.get('etag') ?? '' };
        const changed = await service.call('PATCH', path, { price: price + 1 }, version);
        await changed.arrayBuffer();
        if (changed.status === 200) return;
        expect(changed.status).toBe(412);
        refused++;
      }
    });
    expect((await read<Book>(await service.call('GET', path))).price).toBe(101);
    expect(refused).toBeGreaterThan(0);
  });

  test('lets one of many have a unique value, and answers the others 409', async () => {
    const statuses = await inParallel(40, 40, async () => {
      const response = await service.call('POST', '/books', bookOf(author, 3));
      return response.status;
    });
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(39);
  });

  test('answers 409 to who refers to what another has just deleted', async () => {
    const outcomes = await inParallel(50, 10, async (index) => {
      const made = await read<Author>(
        await service.call('POST', '/authors', { name: `Short ${index}` }),
      );
      const [removed, added] = await Promise.all([
        service.call('DELETE', `/authors/${made.id}`),
        service.call('POST', '/books', bookOf(made, 1000 + index)),
      ]);
      return `${removed.status} ${added.status}`;
    });
    for (const outcome of outcomes) expect(['204 409', '409 201']).toContain(outcome);
  });

  test('answers 503 while its database is away, and recovers by itself', async () => {
    const { id } = await addBook(4);
    const { port, pathname } = new URL(url);
    const way = await openWay(Number(port));
    const away = await startSample('bookstore', {
      DATABASE_URL: `postgres://postgres:postgres@127.0.0.1:${way.port}${pathname}`,
    });
    try {
      const get = () => away.call('GET', `/books/${id}`);
      expect((await get()).status).toBe(200);
      await way.close();
      const refused = await inParallel(20, 5, get);
      for (const { status, headers } of refused) {
        expect(status).toBe(503);
        expect(headers.get('retry-after')).toMatch(/^\d+$/);
      }
      await way.reopen();
      expect((await get()).status).toBe(200);
    } finally {
      await away.stop();
      await way.close();
    }
  });

  test('goes on through garbage, huge headers and connections that end half way', async () => {
    const send = async (text: string) => {
      const socket = connect(service.port, '127.0.0.1');
      let answer = '';
      socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
      // A service may well reset a connection that carries garbage.
      socket.on('error', () => undefined);
      socket.end(text);
      await new Promise((resolve) => socket.once('close', resolve));
      return answer;
    };
    expect(await send('\u0000\u0001 garbage\r\n\r\n')).toContain(' 400 ');
    expect(await send(`GET /healthz HTTP/1.1\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`)).toContain(
      ' 431 ',
    );
    expect(
      await send('GET /healthz HTTP/1.1\r\nhost: a\r\n\r\nnot a request at all\r\n\r\n'),
    ).toContain(' 400 ');
    await inParallel(20, 20, () =>
      send('POST /books HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n{'),
    );
    expect((await service.call('GET', '/healthz')).status).toBe(200);
  });

  test('stops under load without a broken answer', async () => {
    const other = await startSample('bookstore', { DATABASE_URL: url });
    const asked = inParallel(500, 20, async () => {
      try {
        const response = await other.call('GET', '/books?limit=5');
        await response.json();
        return response.status;
      } catch (error) {
        // Nobody listens any more: that is no broken answer.
        if (error instanceof TypeError && error.message === 'fetch failed') return undefined;
        throw error;
      }
    });
    await once(other.child.stdout ?? other.child, 'data');
    await other.stop();
    expect(other.child.exitCode).toBe(0);
    for (const status of await asked) expect([200, 503, undefined]).toContain(status);
  });
});

test('refuses who asks too often, and bodies that are too large', async () => {
  const service = await startSample('bookstore', { DATABASE_URL: ':memory:', RATE_LIMIT: '20' });
  try {
    const large = await service.call('POST', '/authors', { name: 'x'.repeat(2 ** 20) });
    expect(large.status).toBe(413);
    const statuses = await inParallel(
      40,
      10,
      async () => (await service.call('GET', '/authors')).status,
    );
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(20);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
  } finally {
    await service.stop();
  }
});
