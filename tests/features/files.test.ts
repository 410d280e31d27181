import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { formOf, memoryBlobs, MULTIPART } from './blobs.ts';
import { type Service, serviceOf } from './service.ts';

const id = `parameters: [{ name: id, in: path, required: true, schema: { type: string } }]`;
const bytes = `{ schema: { type: string, format: binary } }`;
const user = `{ '200': { description: A user, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } } }`;

const description = `openapi: 3.1.0
info: { title: Users, version: '1' }
paths:
  /users:
    post:
      operationId: createUser
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
      responses: ${user.replace('200', '201')}
  /users/{id}:
    ${id}
    get: { operationId: getUser, responses: ${user} }
    delete: { operationId: deleteUser, responses: { '204': { description: Gone. } } }
  /users/{id}/avatar:
    ${id}
    get: { operationId: getAvatar, responses: { '200': { description: Bytes, content: { 'image/*': ${bytes} } } } }
    put:
      operationId: putAvatar
      requestBody: { required: true, content: { image/png: { schema: { type: string, format: binary, maxLength: 20 } }, image/jpeg: {} } }
      responses: { '204': { description: Kept. } }
    delete: { operationId: deleteAvatar, responses: { '204': { description: Gone. } } }
  /users/{id}/letter:
    ${id}
    get: { operationId: getLetter, responses: { '200': { description: Bytes, content: { application/octet-stream: ${bytes} } } } }
    post:
      operationId: putLetter
      requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { letter: { type: string, format: binary } } } } } }
      responses: ${user}
  /users/{id}/pets:
    ${id}
    post:
      operationId: createPet
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '201': { description: A pet, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
  /users/{id}/pets/{petId}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }, { name: petId, in: path, required: true, schema: { type: string } }]
    get: { operationId: getPet, responses: { '200': { description: A pet, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } } }
  /users/{id}/pets/{petId}/photo:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }, { name: petId, in: path, required: true, schema: { type: string } }]
    get: { operationId: getPhoto, responses: { '200': { description: Bytes, content: { image/png: ${bytes} } } } }
    put:
      operationId: putPhoto
      requestBody: { content: { image/png: ${bytes} } }
      responses: { '204': { description: Kept. } }
  /users/{id}/face:
    ${id}
    put:
      operationId: putFace
      requestBody: { content: { image/png: ${bytes} } }
      responses: { '204': { description: Nothing answers it. } }
  /users/{id}/scan:
    ${id}
    get: { operationId: getScan, responses: { '200': { description: Bytes, content: { image/png: ${bytes} } } } }
    put:
      operationId: putScan
      requestBody: { content: { image/jpeg: ${bytes} } }
      responses: { '204': { description: It is another type. } }
components:
  schemas:
    Pet: { type: object, required: [name], properties: { id: { type: string, readOnly: true }, name: { type: string } } }
    User:
      type: object
      required: [name]
      properties: { id: { type: string, readOnly: true }, name: { type: string }, avatar: { type: string } }
`;

const blobs = memoryBlobs();
let app: Service;
beforeAll(async () => {
  app = await serviceOf(description, { blobs, uploadLimit: 50 });
});
afterEach(() => blobs.kept.clear());

const json = { 'content-type': 'application/json' };
const png = { 'content-type': 'image/png' };

async function newUser(): Promise<string> {
  const payload = JSON.stringify({ name: 'Ada', avatar: 'https://example.com/ada.png' });
  const made = await app.inject({ method: 'POST', url: '/users', headers: json, payload });
  return `/users/${(made.json() as { id: string }).id}`;
}

async function withAvatar(payload = '0123456789'): Promise<string> {
  const url = await newUser();
  const put = await app.inject({ method: 'PUT', url: `${url}/avatar`, headers: png, payload });
  expect([put.statusCode, put.body]).toEqual([204, '']);
  return url;
}

describe('a file of a row', () => {
  test('is answered as it was brought, to be kept and not to be shown', async () => {
    const url = await withAvatar();
    const { statusCode, headers, body } = await app.inject({ url: `${url}/avatar` });
    expect([statusCode, body]).toEqual([200, '0123456789']);
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': '10',
      'accept-ranges': 'bytes',
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
    });
  });

  test('is no part of the row that is shown, also where a member has its name', async () => {
    const { body } = await app.inject({ url: await withAvatar() });
    expect(JSON.parse(body)).toMatchObject({ avatar: 'https://example.com/ada.png' });
    expect(body).not.toContain('File');
  });

  test('gives way to another one', async () => {
    const url = await withAvatar();
    const headers = { 'content-type': 'image/jpeg' };
    await app.inject({ method: 'PUT', url: `${url}/avatar`, headers, payload: 'other' });
    const { body, headers: told } = await app.inject({ url: `${url}/avatar` });
    expect([body, told['content-type'], blobs.kept.size]).toEqual(['other', 'image/jpeg', 1]);
  });

  test('is gone when it is deleted, and when its row is', async () => {
    for (const place of ['/avatar', '']) {
      const url = await withAvatar();
      const { statusCode } = await app.inject({ method: 'DELETE', url: `${url}${place}` });
      expect([statusCode, blobs.kept.size]).toEqual([204, 0]);
      expect((await app.inject({ url: `${url}/avatar` })).statusCode).toBe(404);
    }
  });

  test('is gone with what its row belongs to', async () => {
    const url = await withAvatar();
    const payload = JSON.stringify({ name: 'Rex' });
    const made = await app.inject({ method: 'POST', url: `${url}/pets`, headers: json, payload });
    const photo = `${url}/pets/${(made.json() as { id: string }).id}/photo`;
    const put = await app.inject({ method: 'PUT', url: photo, headers: png, payload: 'rex' });
    expect([put.statusCode, blobs.kept.size]).toEqual([204, 2]);
    expect((await app.inject({ method: 'DELETE', url })).statusCode).toBe(204);
    expect(blobs.kept.size).toBe(0);
  });

  test.each([
    ['too large for its schema', png, 'x'.repeat(21), 413],
    [
      'too large for the service',
      { 'content-type': MULTIPART },
      formOf([{ name: 'letter', value: 'x'.repeat(51) }]),
      413,
    ],
    ['of another type', { 'content-type': 'text/html' }, '<script>', 415],
    ['missing', {}, undefined, 400],
  ])('is refused when it is %s', async (what, headers, payload, status) => {
    const url = await newUser();
    const isLetter = what.includes('service');
    const { statusCode } = await app.inject({
      method: isLetter ? 'POST' : 'PUT',
      url: `${url}${isLetter ? '/letter' : '/avatar'}`,
      headers,
      ...(payload !== undefined && { payload }),
    });
    expect([statusCode, blobs.kept.size]).toEqual([status, 0]);
  });

  test('of a row that is not there leaves nothing', async () => {
    const { statusCode } = await app.inject({
      method: 'PUT',
      url: '/users/nobody/avatar',
      headers: png,
      payload: 'x',
    });
    expect([statusCode, blobs.kept.size]).toEqual([404, 0]);
  });

  test('comes in a form too, under a name that is text and no header', async () => {
    const url = await newUser();
    const fileName = 'é "\'; x=y.html';
    const form = formOf([
      { name: 'letter', value: '<b>', fileName: fileName.replace('"', '%22'), type: 'text/html' },
    ]);
    const headers = { 'content-type': MULTIPART };
    const post = await app.inject({ method: 'POST', url: `${url}/letter`, headers, payload: form });
    expect([post.statusCode, post.json()]).toMatchObject([200, { name: 'Ada' }]);
    const read = await app.inject({ url: `${url}/letter` });
    expect(read.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': "attachment; filename*=UTF-8''%C3%A9%20%2522%27%3B%20x%3Dy.html",
    });
    const none = await app.inject({
      method: 'POST',
      url: `${url}/letter`,
      headers,
      payload: formOf([]),
    });
    expect(none.statusCode).toBe(400);
  });
});

describe('a range', () => {
  const all = '0123456789';

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-30', 206, all, 'bytes 0-9/10'],
    ['bytes=0-999999999999999999999', 206, all, 'bytes 0-9/10'],
    ['BYTES= 0-0', 206, '0', 'bytes 0-0/10'],
  ])('%s is answered with that part', async (range, status, body, told) => {
    const url = `${await withAvatar()}/avatar`;
    const response = await app.inject({ url, headers: { range } });
    expect([response.statusCode, response.body, response.headers['content-range']]).toEqual([
      status,
      body,
      told,
    ]);
    expect(response.headers['content-length']).toBe(String(body.length));
  });

  test.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])(
    '%s is beyond the file, and answered 416 with its size',
    async (range) => {
      const url = `${await withAvatar()}/avatar`;
      const { statusCode, headers } = await app.inject({ url, headers: { range } });
      expect([statusCode, headers['content-range']]).toEqual([416, 'bytes */10']);
    },
  );

  test.each(['bytes=4-2', 'bytes=0-1,3-4', 'items=0-1', 'bytes=a-b', 'bytes=-', ''])(
    '%j is not understood, and answered with the whole',
    async (range) => {
      const url = `${await withAvatar()}/avatar`;
      const { statusCode, body } = await app.inject({ url, headers: { range } });
      expect([statusCode, body]).toEqual([200, all]);
    },
  );

  test('is answered only for the version that If-Range names', async () => {
    const url = `${await withAvatar()}/avatar`;
    const { headers } = await app.inject({ url });
    const ask = async (condition: unknown) => {
      const more = { range: 'bytes=0-1', 'if-range': String(condition) };
      return (await app.inject({ url, headers: more })).statusCode;
    };
    expect(await ask(headers.etag)).toBe(206);
    expect(await ask('"another"')).toBe(200);
    expect(await ask(`W/${String(headers.etag)}`)).toBe(200);
    expect(await ask('Wed, 21 Oct 2015 07:28:00 GMT')).toBe(200);
  });

  test('is not looked at where the client has the file', async () => {
    const url = `${await withAvatar()}/avatar`;
    const { headers } = await app.inject({ url });
    const known = { 'if-none-match': `"a", W/${String(headers.etag)}`, range: 'bytes=0-1' };
    const { statusCode, body } = await app.inject({ url, headers: known });
    expect([statusCode, body]).toEqual([304, '']);
  });
});

test('what nothing answers again, or not in the type that it came in, waits for business logic', async () => {
  const url = await newUser();
  const send = async (word: string, type: string) => {
    const headers = { 'content-type': type };
    const asked = { method: 'PUT', url: `${url}/${word}`, headers, payload: 'x' };
    return (await app.inject(asked)).statusCode;
  };
  expect([await send('face', 'image/png'), await send('scan', 'image/jpeg')]).toEqual([501, 501]);
});
