import { beforeAll, expect, test } from 'vitest';
import { moduleOf, type Service, serviceOf } from './service.ts';

/** Operations by what they ask for. */
const asked = {
  inherited: undefined,
  open: '[]',
  optional: '[{ key: [] }, {}]',
  key: '[{ key: [] }]',
  queryKey: '[{ queryKey: [] }]',
  cookieKey: '[{ cookieKey: [] }]',
  basic: '[{ basic: [] }]',
  bearer: '[{ bearer: [] }]',
  scoped: '[{ oauth: [read, write] }]',
  openId: '[{ openId: [read] }]',
  mutual: '[{ mutual: [] }]',
  both: '[{ key: [], bearer: [] }]',
  either: '[{ key: [] }, { bearer: [] }]',
  sameHeader: '[{ basic: [], whole: [] }]',
} as const;

const description = `openapi: 3.1.0
info: { title: Doors, version: '1' }
security: [{ key: [] }]
paths:
${Object.entries(asked)
  .map(
    ([name, security]) => `  /doors/${name}/open:
    post: { operationId: ${name}, ${security === undefined ? '' : `security: ${security}, `}responses: { '204': { description: Open. } } }
`,
  )
  .join('')}components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    queryKey: { type: apiKey, in: query, name: key }
    cookieKey: { type: apiKey, in: cookie, name: session }
    basic: { type: http, scheme: basic }
    whole: { type: apiKey, in: header, name: Authorization }
    bearer: { type: http, scheme: bearer }
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://id.test/token', scopes: { read: Read., write: Write. } } } }
    openId: { type: openIdConnect, openIdConnectUrl: 'https://id.test/.well-known/openid-configuration' }
    mutual: { type: mutualTLS }
`;

/** Knows one credential; `half` has only one of the scopes. */
const known =
  (...credentials: string[]) =>
  (credential: string) => {
    if (credential === 'half') return { id: 'half', scopes: ['read'] };
    return credentials.includes(credential) ? { id: 'all', scopes: '*' } : undefined;
  };

let app: Service;
beforeAll(async () => {
  const verifiers = {
    key: known('secret'),
    queryKey: known('secret'),
    cookieKey: known('secret'),
    basic: known(
      ...['ada:secret', 'test:test'].map((pair) => Buffer.from(pair).toString('base64')),
    ),
    bearer: known('token'),
    oauth: known('token'),
    openId: known('token'),
    mutual: known('CN=ada'),
    whole: () => ({ id: 'all', scopes: '*' }),
  };
  app = await serviceOf(description, { verifiers, authorize: () => true });
});

async function open(name: keyof typeof asked, headers: Record<string, string> = {}, query = '') {
  const url = `/doors/${name}/open${query}`;
  return (await app.inject({ method: 'POST', url, headers })).statusCode;
}

const basic = (pair: string) => ({
  authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
});
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

// Who is let in meets logic that is not written (501).
test.each<[keyof typeof asked, Record<string, string>, string, number]>([
  ['inherited', {}, '', 401],
  ['inherited', { 'x-key': 'secret' }, '', 501],
  ['open', {}, '', 501],
  ['optional', {}, '', 501],
  ['key', { 'x-key': 'wrong' }, '', 401],
  ['key', { 'x-key': 'secret' }, '', 501],
  ['queryKey', {}, '?key=wrong', 401],
  ['queryKey', {}, '?key=secret', 501],
  ['cookieKey', { cookie: 'session=wrong' }, '', 401],
  ['cookieKey', { cookie: 'other=1; session=secret' }, '', 501],
  ['basic', basic('ada:wrong'), '', 401],
  ['basic', basic('ada:secret'), '', 501],
  ['bearer', bearer('wrong'), '', 401],
  ['bearer', { authorization: 'Basic token' }, '', 401],
  ['bearer', bearer('token'), '', 501],
  ['scoped', bearer('half'), '', 403],
  ['scoped', bearer('token'), '', 501],
  ['openId', bearer('half'), '', 501],
  ['openId', bearer('wrong'), '', 401],
  ['mutual', {}, '', 401],
  ['both', { 'x-key': 'secret' }, '', 401],
  ['both', bearer('token'), '', 401],
  ['both', { 'x-key': 'secret', ...bearer('token') }, '', 501],
  ['sameHeader', basic('ada:secret'), '', 501],
  ['either', {}, '', 401],
  ['either', { 'x-key': 'secret' }, '', 501],
  ['either', bearer('token'), '', 501],
])('%s: %j%s is answered %i', async (name, headers, query, status) => {
  expect(await open(name, headers, query)).toBe(status);
});

test('tests show one header to two schemes that both read it', async () => {
  const { credentialsFor } = await moduleOf<{
    credentialsFor: (operation: string) => { headers: Record<string, string> };
  }>(app, '../tests/support/api.ts');
  expect(await open('sameHeader', credentialsFor('sameHeader').headers)).toBe(501);
});
