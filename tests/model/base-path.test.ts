import { describe, expect, it, test } from 'vitest';
import { basePathOf, serverPath } from '../../src/model/base-path.ts';
import { coverageOf } from '../../src/model/keywords/coverage.ts';
import { inferModel } from '../../src/model/infer-model.ts';
import { documentOf } from './support/model-of.ts';

describe('the path of a server', () => {
  it.each([
    ['https://api.example.com/v1', '/v1'],
    ['https://api.example.com/v1/', '/v1'],
    ['https://api.example.com', ''],
    ['//api.example.com:8443/api/v2.0?key=1#top', '/api/v2.0'],
    ['/api', '/api'],
    ['/', ''],
    ['.', ''],
    ['./v2', '/v2'],
    ['v2', '/v2'],
    ['https://a.example//api//v1', '/api/v1'],
    ['https://a.example/a b', '/a%20b'],
    ['https://a.example/a%20b', '/a%20b'],
    ['api.example.com/v1', '/v1'],
    ['localhost:3000/v1', '/v1'],
    ['https://{region}.example.com/{version}', '/v3'],
    ['https://a.example/{tenant}/v1', undefined],
    ['{scheme}://a.example/v1', '/v1'],
  ])('of %s is %s', (url, expected) => {
    const variables = { version: { default: 'v3' }, region: { default: 'eu' } };
    expect(serverPath({ url, variables })).toBe(expected);
  });
});

test('paths that begin with it already have no base path', () => {
  const servers = [{ url: 'https://a.example/api' }, { url: 'https://a.example/other' }];
  const pathsOf = (...paths: string[]) => Object.fromEntries(paths.map((path) => [path, {}]));
  const basePath = (...paths: string[]) =>
    basePathOf({
      openapi: '3.1.0',
      info: { title: '', version: '' },
      servers,
      paths: pathsOf(...paths),
    });
  expect(basePath('/api/pets', '/api')).toBe('');
  expect(basePath('/api/pets', '/apis')).toBe('/api');
  expect(basePath()).toBe('/api');
});

const description = `openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: https://a.example/v1 }, { url: https://b.example/beta }, { url: https://c.example }]
paths:
  /pets:
    servers: [{ url: 'https://files.example/{area}', variables: { area: { default: v1 } } }]
    get:
      servers: [{ url: https://other.example/v2 }]
      responses: { '200': { description: Pets } }
`;

test('coverage says of each server whether the service is under its path', async () => {
  const document = await documentOf(description);
  const found = coverageOf(inferModel(document), document);
  const verdict = (pointer: string) => {
    const one = found.find(({ source }) => source.pointer === pointer);
    return `${one?.status}: ${one?.because}`;
  };
  expect(verdict('/servers/0/url')).toBe('enforced: the API is served under /v1, and without it');
  const elsewhere =
    'ignored: the API is served under /v1: BASE_PATH of the service names another path';
  expect(verdict('/servers/1/url')).toBe(elsewhere);
  expect(verdict('/servers/2/url')).toMatch(/^typed/);
  expect(verdict('/paths/~1pets/servers/0/url')).toMatch(/^enforced/);
  expect(verdict('/paths/~1pets/get/servers/0/url')).toBe(elsewhere);
});

test('Swagger 2.0 has its base path in a member of its own', async () => {
  const document = await documentOf(`swagger: '2.0'
info: { title: Pets, version: '1' }
host: a.example
basePath: /v1
paths: { /pets: { get: { responses: { '200': { description: Pets } } } } }
`);
  const inference = inferModel(document);
  expect(inference.model.basePath).toBe('/v1');
  const one = coverageOf(inference, document).find(({ keyword }) => keyword === 'basePath');
  expect(one?.status).toBe('enforced');
});
