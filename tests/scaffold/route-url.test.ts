import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { routeUrl } from '../../src/scaffold/view/route-parameters.ts';

/** What the router finds in a path, by the route that is made of a path template. */
async function parametersIn(template: string, path: string): Promise<unknown> {
  const app = fastify();
  app.get(routeUrl(template), (request) => request.params);
  const response = await app.inject({ url: path });
  return response.statusCode === 200 ? response.json() : response.statusCode;
}

test.each([
  ['/points/{lat},{lng}', '/points/1.5,-2', { lat: '1.5', lng: '-2' }],
  ['/products({id})', '/products(7)', { id: '7' }],
  ["/products('{id}')/parts", "/products('a b')/parts", { id: 'a b' }],
  ['/range;from={from};to={to}', '/range;from=1;to=2', { from: '1', to: '2' }],
  ['/users/{name}@{host}', '/users/ann@home', { name: 'ann', host: 'home' }],
  ['/files/{name}~{version}', '/files/a~2', { name: 'a', version: '2' }],
  ['/items/{id}é', '/items/4%C3%A9', { id: '4' }],
  ['/{from}-{to}.json', '/a-b.json', { from: 'a', to: 'b' }],
  ['/jobs/{id}:cancel', '/jobs/4:cancel', { id: '4' }],
])('%s reads the parameters of %s', async (template, path, found) => {
  expect(await parametersIn(template, path.replaceAll(' ', '%20'))).toEqual(found);
});

test('a parameter of few values is where another one ends', async () => {
  const format = {
    name: 'format',
    in: 'path',
    schema: { type: 'string', enum: ['.json', '.xml'] },
  } as const;
  const parameters = [
    {
      ...format,
      identifier: 'format',
      required: true,
      role: 'unknown',
      style: 'simple',
      explode: false,
    },
  ] as const;
  const app = fastify();
  app.get(routeUrl('/items/{id}{format}', parameters), (request) => request.params);
  const found = await app.inject({ url: '/items/a.b.json' });
  expect(found.json()).toEqual({ id: 'a.b', format: '.json' });
  expect((await app.inject({ url: '/items/a.csv' })).statusCode).toBe(404);
});

test('what follows a parameter tells its path from the one without', async () => {
  expect(await parametersIn('/products({id})', '/products7')).toBe(404);
  const app = fastify();
  app.get(routeUrl('/items/{id}'), () => 'plain');
  app.get(routeUrl('/items/{id}!'), () => 'marked');
  expect((await app.inject({ url: '/items/1!' })).body).toBe('marked');
  expect((await app.inject({ url: '/items/1' })).body).toBe('plain');
});
