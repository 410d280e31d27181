import { beforeAll, beforeEach, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const body = (name: string, type = 'application/json'): string =>
  `${type}: { schema: { $ref: '#/components/schemas/${name}' } }`;

const description = `openapi: 3.1.0
info: { title: Mugs, version: '1' }
paths:
  /mugs:
    post: { operationId: createMug, requestBody: { required: true, content: { ${body('MugInput')} } }, responses: { '201': { description: It, content: { ${body('Mug')} } } } }
  /mugs/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: getMug, responses: { '200': { description: It, content: { ${body('Mug')} } } } }
    put: { operationId: replaceMug, requestBody: { required: true, content: { ${body('MugInput')} } }, responses: { '200': { description: It, content: { ${body('Mug')} } } } }
    patch:
      operationId: patchMug
      requestBody:
        required: true
        content:
          ${body('MugPatch', 'application/merge-patch+json')}
          ${body('Patch', 'application/json-patch+json')}
          application/xml: { schema: { type: string } }
      responses: { '200': { description: It, content: { ${body('Mug')} } } }
  /cups:
    post: { operationId: createCup, requestBody: { required: true, content: { ${body('Cup')} } }, responses: { '201': { description: It, content: { ${body('Cup')} } } } }
  /cups/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: getCup, responses: { '200': { description: It, content: { ${body('Cup')} } } } }
    patch: { operationId: patchCup, requestBody: { required: true, content: { ${body('Patch', 'application/json-patch+json')} } }, responses: { '204': { description: Done } } }
  /settings:
    get: { operationId: getSettings, responses: { '200': { description: They, content: { ${body('Settings')} } } } }
    patch: { operationId: patchSettings, requestBody: { required: true, content: { ${body('Settings')}, ${body('Patch', 'application/json-patch+json')} } }, responses: { '200': { description: They, content: { ${body('Settings')} } } } }
  /wrapped:
    post: { operationId: createBowl, requestBody: { required: true, content: { ${body('Bowl')} } }, responses: { '201': { description: It, content: { application/json: { schema: { type: object, properties: { data: { $ref: '#/components/schemas/Bowl' } } } } } } } }
  /wrapped/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: getBowl, responses: { '200': { description: It, content: { application/json: { schema: { type: object, properties: { data: { $ref: '#/components/schemas/Bowl' } } } } } } } }
    patch: { operationId: patchBowl, requestBody: { required: true, content: { ${body('Patch', 'application/json-patch+json')} } }, responses: { '204': { description: Done } } }
components:
  schemas:
    Patch: { type: array, items: { type: object, required: [op, path], properties: { op: { type: string }, path: { type: string }, from: { type: string }, value: {} } } }
    Mug:
      type: object
      required: [id, name]
      properties:
        id: { type: integer, readOnly: true }
        name: { type: string }
        note: { type: [string, 'null'] }
        sizes: { type: array, items: { type: integer } }
        box: { type: object, additionalProperties: true }
        made: { type: string, format: date-time, readOnly: true }
    MugInput:
      type: object
      required: [name]
      properties:
        name: { type: string, maxLength: 6 }
        note: { type: [string, 'null'] }
        sizes: { type: array, items: { type: integer } }
        box: { type: object, additionalProperties: true }
        secret: { type: string }
    MugPatch: { type: object, properties: { name: { type: string }, note: { type: [string, 'null'] } } }
    Cup:
      type: object
      required: [name]
      properties: { id: { type: string, readOnly: true }, name: { type: string }, color: { type: string } }
    Settings: { type: object, properties: { language: { type: string }, size: { type: integer } } }
    Bowl: { type: object, required: [name], properties: { id: { type: string, readOnly: true }, name: { type: string } } }
`;

let app: Service;
let mug: string;

beforeAll(async () => {
  app = await serviceOf(description);
});

beforeEach(async () => {
  const sent = {
    name: 'mug',
    note: 'x',
    sizes: [1, 2],
    box: { lid: { color: 'red' }, depth: 1 },
    secret: 's',
  };
  const made = await send('POST', '/mugs', sent, 'application/json');
  mug = `/mugs/${(made.json() as { id: number }).id}`;
});

const send = (method: string, url: string, payload: unknown, type: string) =>
  app.inject({ method, url, headers: { 'content-type': type }, payload: JSON.stringify(payload) });

const patch = (operations: unknown, url = mug) =>
  send('PATCH', url, operations, 'application/json-patch+json');

const shown = async (url = mug) => (await app.inject({ url })).json();

test('a JSON Patch changes, puts in and takes out, also inside of objects and lists', async () => {
  const answer = await patch([
    { op: 'test', path: '/sizes/1', value: 2 },
    { op: 'add', path: '/sizes/-', value: 3 },
    { op: 'move', from: '/box/lid/color', path: '/name' },
    { op: 'remove', path: '/box/depth' },
    { op: 'remove', path: '/note' },
  ]);
  expect(answer.statusCode, answer.body).toBe(200);
  const left = { name: 'red', sizes: [1, 2, 3], box: { lid: {} } };
  expect(answer.json()).toMatchObject(left);
  const after = await shown();
  expect(after).toMatchObject(left);
  expect(Reflect.get(after as object, 'note') ?? null).toBeNull();
});

test.each<[what: string, status: number, operations: unknown]>([
  [
    'what it expects is not so',
    409,
    [
      { op: 'replace', path: '/name', value: 'cup' },
      { op: 'test', path: '/name', value: 'mug' },
    ],
  ],
  ['it names what is not there', 409, [{ op: 'replace', path: '/sizes/7', value: 1 }]],
  ['it is no patch', 400, [{ op: 'swap', path: '/name', value: 1 }]],
  ['it takes out what must be there', 400, [{ op: 'remove', path: '/name' }]],
  ['it leaves what has another type', 400, [{ op: 'add', path: '/sizes/0', value: 'small' }]],
  [
    'it leaves what no request may send',
    400,
    [{ op: 'replace', path: '/name', value: 'far too long' }],
  ],
  ['it changes what is read-only', 400, [{ op: 'replace', path: '/id', value: 9 }]],
  ['it adds what is not kept', 400, [{ op: 'add', path: '/other', value: 9 }]],
])('nothing is changed where %s', async (_what, status, operations) => {
  const before = await shown();
  const answer = await patch(operations);
  expect(answer.statusCode, answer.body).toBe(status);
  expect(await shown()).toEqual(before);
});

test('the media type tells a merge patch from a JSON Patch, and anything else is not taken', async () => {
  const merged = await send(
    'PATCH',
    mug,
    { name: 'cup', note: null },
    'application/merge-patch+json',
  );
  expect([merged.statusCode, merged.json()]).toMatchObject([200, { name: 'cup', sizes: [1, 2] }]);
  expect((await send('PATCH', mug, 'x', 'application/xml')).statusCode).toBe(415);
  expect((await send('PATCH', mug, { name: 'x' }, 'application/json')).statusCode).toBe(415);
});

test('an update may take nothing but JSON Patches', async () => {
  const made = await send('POST', '/cups', { name: 'cup', color: 'red' }, 'application/json');
  const url = `/cups/${(made.json() as { id: string }).id}`;
  const answer = await patch([{ op: 'remove', path: '/color' }], url);
  expect([answer.statusCode, answer.body]).toEqual([204, '']);
  expect(await shown(url)).not.toHaveProperty('color');
  expect((await patch([], '/cups/none')).statusCode).toBe(404);
});

test('the only one of its kind is changed before anybody has asked for it', async () => {
  const answer = await patch([{ op: 'add', path: '/language', value: 'eo' }], '/settings');
  expect([answer.statusCode, answer.json()]).toMatchObject([200, { language: 'eo' }]);
  expect(await shown('/settings')).toMatchObject({ language: 'eo' });
});

test('where what is shown stands in an envelope, what paths lead to is not said', async () => {
  expect((await patch([], '/wrapped/1')).statusCode).toBe(501);
});

test('is applied however deep its values go', async () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const response = await app.inject({
    method: 'PATCH',
    url: mug,
    headers: { 'content-type': 'application/json-patch+json' },
    payload: `[{ "op": "add", "path": "/box", "value": { "deep": ${deep} } }]`,
  });
  expect(response.statusCode, response.body.slice(0, 200)).toBe(200);
});
