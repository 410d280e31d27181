import { beforeAll, expect, test } from 'vitest';
import { generatedService, type Service, written } from './service.ts';

const list = '{ type: array, items: { type: integer } }';
const color = '{ type: object, properties: { R: { type: integer }, G: { type: integer } } }';
const cookie = (name: string, rest: string) => `- { name: ${name}, in: cookie, ${rest} }`;

const description = `openapi: 3.2.0
info: { title: Shelves, version: '1' }
paths:
  /shelves/tidy:
    post:
      operationId: tidyShelves
      parameters:
        ${cookie('plain', 'style: cookie, schema: { type: string }')}
        ${cookie('encoded', 'schema: { type: string }')}
        ${cookie('several', `style: cookie, schema: ${list}`)}
        ${cookie('joined', `style: cookie, explode: false, schema: ${list}`)}
        ${cookie('members', `style: cookie, schema: ${color}`)}
        ${cookie('hue', `style: form, explode: false, schema: ${color}`)}
        ${cookie('commas', `explode: false, schema: ${list}`)}
        ${cookie('repeated', `schema: ${list}`)}
        ${cookie('json', `content: { application/json: { schema: ${color} } }`)}
      responses: { '200': { description: Tidy., content: { application/json: { schema: {} } } } }
`;

let app: Service;
beforeAll(async () => {
  const generated = await generatedService(description);
  written(
    generated,
    'src/resources/shelves/logic.ts',
    "throw notImplemented('tidyShelves');",
    'await Promise.resolve();\n  return { status: 200, body: { ...input } };',
  );
  app = await generated.start(':memory:');
});

async function read(sent: string) {
  const asked = { method: 'POST', url: '/shelves/tidy', headers: { cookie: sent } };
  const answer = await app.inject(asked);
  return answer.statusCode === 200 ? answer.json() : answer.statusCode;
}

test.each([
  ['plain=50%25', { plain: '50%25' }],
  ['plain=a; plain=b', { plain: 'a' }],
  ['encoded=50%25', { encoded: '50%' }],
  ['several=1; other=x; several=2', { several: [1, 2] }],
  ['several=1', { several: [1] }],
  ['joined=1,2', { joined: [1, 2] }],
  ['R=100; G=200', { members: { R: 100, G: 200 } }],
  ['hue=R,100,G,200', { hue: { R: 100, G: 200 } }],
  ['commas=1,2', { commas: [1, 2] }],
  ['repeated=1&repeated=2', { repeated: [1, 2] }],
  ['json=%7B%22R%22%3A7%7D', { json: { R: 7 } }],
])('%s is read in the style of its parameter', async (sent, expected) => {
  expect(await read(sent)).toEqual(expected);
});

test.each(['several=1; several=x', 'commas=1,x', 'R=red', 'json={'])(
  '%s is refused',
  async (sent) => {
    expect(await read(sent)).toBe(400);
  },
);
