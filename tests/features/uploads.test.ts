import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../workspace/temporary-folder.ts';
import { formOf, memoryBlobs, MULTIPART, type Part } from './blobs.ts';
import { moduleOf, type Service, serviceOf } from './service.ts';

const description = `openapi: 3.1.0
info: { title: Scans, version: '1' }
paths:
  /scans/compare:
    post:
      operationId: compareScans
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: { $ref: '#/components/schemas/Comparison' }
            encoding: { cover: { contentType: 'image/png, image/jpeg' } }
      responses:
        '200': { description: What came, content: { application/json: { schema: { type: object } } } }
  /scans/raw:
    post:
      operationId: readScan
      requestBody:
        content:
          application/octet-stream: { schema: { type: string, format: binary } }
          text/plain: { schema: { type: string, minLength: 2 } }
      responses:
        '200': { description: Bytes, content: { image/png: { schema: { type: string, format: binary } } } }
components:
  schemas:
    Comparison:
      type: object
      required: [title, cover]
      properties:
        title: { type: string, minLength: 1 }
        width: { type: integer }
        marks: { type: array, items: { type: string } }
        size: { type: object, properties: { height: { type: number } } }
        cover: { type: string, format: binary, maxLength: 100 }
        pages: { type: array, maxItems: 3, items: { type: string, contentMediaType: application/pdf } }
        note: { type: string, contentMediaType: text/plain }
`;

const logic = `
function told(one: unknown) {
  const { key, name = '', contentType, size } = Object(one) as Record<string, unknown>;
  return key === undefined ? one : \`\${name} \${contentType} \${size}\`;
}
export async function compareScans(_context: unknown, { body }: { body: Record<string, unknown> }) {
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    const files = [value].flat().map(told);
    shown[name] = Array.isArray(value) ? files : files[0];
  }
  if (body.title === 'fail') throw new Error('On purpose.');
  return { status: 200, body: shown };
}
export async function readScan(_context: unknown, { body }: { body?: string | AsyncIterable<Uint8Array> }) {
  if (typeof body === 'string') return { status: 200, body };
  async function* twice() {
    for await (const chunk of body ?? []) {
      yield chunk;
      yield chunk;
    }
  }
  return { status: 200, body: twice() };
}
`;

const blobs = memoryBlobs();
let app: Service;
beforeAll(async () => {
  app = await serviceOf(
    description,
    { blobs, uploadLimit: 1000 },
    { 'src/resources/scans/logic.ts': logic },
  );
});
afterEach(() => blobs.kept.clear());

const title: Part = { name: 'title', value: 'Ada' };
const cover: Part = { name: 'cover', value: 'PNG', fileName: 'c.png', type: 'image/png' };

const many = (count: number, part: Part): Part[] => Array.from({ length: count }, () => part);

async function send(payload: Uint8Array | string, type = MULTIPART, url = '/scans/compare') {
  const headers = { 'content-type': type };
  const { statusCode, body } = await app.inject({ method: 'POST', url, headers, payload });
  return { status: statusCode, body, kept: blobs.kept.size };
}

describe('a form with files', () => {
  test('brings values, as what their schemas say, and files, by reference', async () => {
    const page = { name: 'pages', value: '%PDF', fileName: 'p.pdf', type: 'application/pdf' };
    const form = formOf([
      title,
      { name: 'width', value: '7' },
      { name: 'marks', value: 'x' },
      { name: 'marks', value: 'y' },
      { name: 'size', value: '{"height":2.5}', type: 'application/json' },
      cover,
      page,
      page,
      { name: 'note', value: 'a value' },
    ]);
    const { status, body } = await send(form);
    expect([status, JSON.parse(body)]).toEqual([
      200,
      {
        title: 'Ada',
        width: 7,
        marks: ['x', 'y'],
        size: { height: 2.5 },
        cover: 'c.png image/png 3',
        pages: ['p.pdf application/pdf 4', 'p.pdf application/pdf 4'],
        note: 'a value',
      },
    ]);
  });

  test('keeps the bytes where the request succeeds, and nothing where it fails', async () => {
    expect(await send(formOf([title, cover]))).toMatchObject({ status: 200, kept: 1 });
    expect([...blobs.kept.values()].map(String)).toEqual(['PNG']);
    blobs.kept.clear();
    expect(await send(formOf([{ name: 'title', value: 'fail' }, cover]))).toMatchObject({
      status: 500,
      kept: 0,
    });
    expect(await send(formOf([cover]))).toMatchObject({ status: 400, kept: 0 });
  });

  test.each([
    ['no title', [cover], 400],
    ['no cover', [title], 400],
    ['a width that is no number', [title, cover, { name: 'width', value: 'wide' }], 400],
    ['two covers', [title, cover, cover], 400],
    [
      'more pages than are taken',
      [title, cover, ...many(4, { ...cover, name: 'pages', type: 'application/pdf' })],
      400,
    ],
    ['a cover of another type', [title, { ...cover, type: 'text/html' }], 415],
    ['a page of another type', [title, cover, { ...cover, name: 'pages' }], 415],
    ['a cover larger than its maxLength', [title, { ...cover, value: 'x'.repeat(101) }], 413],
    [
      'files larger than the limit',
      [title, cover, { name: 'pages', value: 'x'.repeat(1001), type: 'application/pdf' }],
      413,
    ],
    ['a value that is a megabyte', [{ name: 'title', value: 'x'.repeat(2 ** 20 + 1) }, cover], 413],
    ['a thousand parts and more', [...many(1001, title), cover], 413],
  ])('with %s is refused', async (_what, parts, status) => {
    expect(await send(formOf(parts))).toMatchObject({ status, kept: 0 });
  });

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\\\boot.ini', 'boot.ini'],
    ['a/b', 'b'],
    ['..', ''],
  ])('tells the file name %s without its path', async (fileName, shown) => {
    const { status, body } = await send(formOf([title, { ...cover, fileName }]));
    expect([status, JSON.parse(body)]).toEqual([
      200,
      { title: 'Ada', cover: `${shown} image/png 3` },
    ]);
    for (const key of blobs.kept.keys()) expect(key).toMatch(/^[\da-f-]{36}$/);
  });

  test('is told apart by the description and not by the client', async () => {
    // A value with a file name, a file without one, and a file that nobody asks for.
    const form = formOf([
      { ...title, fileName: 'title.txt', type: 'text/plain' },
      { name: 'cover', value: 'JPG', type: 'image/jpeg' },
      { name: 'other', value: 'bytes', fileName: 'o.zip', type: 'application/zip' },
    ]);
    const { status, body, kept } = await send(form);
    expect([status, kept, JSON.parse(body)]).toEqual([
      200,
      1,
      { title: 'Ada', cover: ' image/jpeg 3' },
    ]);
  });

  test.each([
    ['cut short in a file', formOf([title, cover]).subarray(0, -30)],
    ['cut short in a header', formOf([title, cover]).subarray(0, 30)],
    ['without its end', formOf([title, cover]).subarray(0, -6)],
    ['of another boundary', String(formOf([title, cover])).replaceAll('some', 'other')],
    ['that is empty', ''],
    ['of nothing but noise', 'x'.repeat(5000)],
    [
      'with a header without end',
      `------some-boundary\r\ncontent-disposition: ${'x'.repeat(200_000)}`,
    ],
  ])('%s is answered 400, and leaves nothing', async (_what, payload) => {
    expect(await send(payload)).toMatchObject({ status: 400, kept: 0 });
  });

  test.each([
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=""',
  ])('of the type %s, which names no boundary, is answered 400', async (type) => {
    expect(await send(formOf([title, cover]), type)).toMatchObject({ status: 400, kept: 0 });
  });

  test('cannot bring what only objects have', async () => {
    const names = ['__proto__', 'constructor', 'toString', '__proto__[key]'];
    const form = formOf([title, cover, ...names.map((name) => ({ name, value: '1' }))]);
    expect((await send(form)).status).toBe(200);
    expect(Object.hasOwn(Object.prototype, 'key')).toBe(false);
  });
});

test('a client that goes away in the middle of a file leaves nothing', async () => {
  const ended = Promise.withResolvers<string>();
  const write = blobs.write.bind(blobs);
  onTestFinished(() => void Object.assign(blobs, { write }));
  blobs.write = async (key, bytes) => {
    await write(key, bytes).then(
      () => ended.resolve('kept'),
      (error: Error) => {
        ended.resolve('failed');
        throw error;
      },
    );
  };
  const form = formOf([title, cover]);
  const { hostname, port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const socket = connect(Number(port), hostname);
  socket.write(
    `POST /scans/compare HTTP/1.1\r\nhost: it\r\ncontent-type: ${MULTIPART}\r\ncontent-length: ${form.length}\r\n\r\n`,
  );
  socket.write(form.subarray(0, -26), () => socket.destroy());
  expect(await ended.promise).toBe('failed');
  expect(blobs.kept.size).toBe(0);
});

describe('the folder of blobs', () => {
  interface Blobs {
    blobFolder(folder: string): Pick<typeof blobs, 'write' | 'read' | 'remove'>;
  }
  const key = randomUUID();
  const bytes = Readable.from([Buffer.from('ab'), Buffer.from('cd')]);

  test('keeps bytes, gives parts of them, and forgets them', async () => {
    const folder = join(temporaryFolder(), 'blobs');
    const store = (await moduleOf<Blobs>(app, 'blobs.ts')).blobFolder(folder);
    await store.write(key, bytes);
    expect(readdirSync(folder)).toEqual([key]);
    expect(await text(store.read(key))).toBe('abcd');
    expect(await text(store.read(key, { start: 1, end: 2 }))).toBe('bc');
    await store.remove(key);
    await store.remove(key);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('has nothing of what cannot be read to its end', async () => {
    const folder = temporaryFolder();
    const store = (await moduleOf<Blobs>(app, 'blobs.ts')).blobFolder(folder);
    async function* broken() {
      yield Buffer.from('ab');
      throw new Error('No more.');
    }
    await expect(store.write(key, broken())).rejects.toThrow('No more.');
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['../x', '/etc/passwd', '', 'a'.repeat(36).replace('a', '/')])(
    'takes no key like %j',
    async (other) => {
      const store = (await moduleOf<Blobs>(app, 'blobs.ts')).blobFolder(temporaryFolder());
      expect(() => store.read(other)).toThrow('no key');
      await expect(store.write(other, bytes)).rejects.toThrow('no key');
    },
  );
});

describe('a body that is no form', () => {
  test('reaches business logic as a stream, and leaves it as one', async () => {
    const { status, body } = await send('ab', 'application/octet-stream', '/scans/raw');
    expect([status, body]).toEqual([200, 'abab']);
  });

  test('that is plain text is read, and held to its schema', async () => {
    expect(await send('ab', 'text/plain', '/scans/raw')).toMatchObject({ status: 200, body: 'ab' });
    expect(await send('a', 'text/plain', '/scans/raw')).toMatchObject({ status: 400 });
    expect(await send('a', 'text/html', '/scans/raw')).toMatchObject({ status: 415 });
  });
});
