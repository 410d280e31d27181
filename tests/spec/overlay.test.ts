import { expect, test } from 'vitest';
import { document, found, openapi, read, summary } from '../support/description.ts';

const API = openapi(`servers: [{ url: /a }, { url: /b }, { url: 5 }]
tags: [{ name: t }]
paths:
  /a: { get: { summary: old, tags: [t], responses: {} } }
`);

const overlay = (actions: string) =>
  `overlay: 1.0.0\ninfo: { title: O, version: '1' }\nactions:\n${actions.replace(/^/gm, '  ')}\n`;

const apply = (actions: string) =>
  document({ 'a.yaml': API, 'o.yaml': overlay(actions) }, { overlays: ['o.yaml'] });

test('an update merges objects, adds to lists and replaces values', async () => {
  const { api } =
    await apply(`- { target: "$.paths['/a'].get", update: { summary: new, tags: [u], x-a: { b: 1 } } }
- { target: $.tags, update: { name: u } }`);
  expect(api.paths?.['/a']?.get).toMatchObject({
    summary: 'new',
    tags: ['t', 'u'],
    'x-a': { b: 1 },
  });
  expect(api.tags).toEqual([{ name: 't' }, { name: 'u' }]);
});

test('a removal takes every match', async () => {
  const { api } = await apply('- { target: \'$.servers[?@.url != "/b"]\', remove: true }');
  expect(api.servers).toEqual([{ url: '/b' }]);
});

test('what an overlay brings is located in the overlay, and what it moves where it was', async () => {
  const files = {
    'a.yaml': API,
    'o.yaml': overlay(
      "- { target: '$.servers[0]', remove: true }\n- { target: \"$.paths['/a']\", update: { put: { responses: { '9': { description: d } } } } }",
    ),
  };
  const result = await read(files, { overlays: ['o.yaml'] });
  expect(
    found(result).map(
      ({ code, location }) => `${code} ${location?.file}:${location?.line}:${location?.column}`,
    ),
  ).toEqual(['SW1202 a.yaml:3:44', 'SW1207 o.yaml:5:67']);
});

test('aliases are not updated twice', async () => {
  const files = {
    'a.yaml': openapi('paths:\n  /a: &a { get: { responses: {} } }\n  /b: *a\n'),
    'o.yaml': overlay('- { target: "$.paths[\'/b\'].get", update: { summary: s } }'),
  };
  const { api } = await document(files, { overlays: ['o.yaml'] });
  expect([api.paths?.['/a']?.get?.summary, api.paths?.['/b']?.get?.summary]).toEqual([
    undefined,
    's',
  ]);
});

test.each([
  ['a target that matches nothing', '- { target: $.nope, remove: true }', 'SW1302 warning 4:15'],
  ['a target that is no query', "- { target: '$[', remove: true }", 'SW1301 error 4:15'],
  ['an action without a target', '- { remove: true }', 'SW1301 error 4:5'],
  ['an action that does nothing', '- { target: $.info }', 'SW1301 error 4:5'],
  ['the removal of everything', '- { target: $, remove: true }', 'SW1301 error 4:15'],
])('%s is located', async (_name, actions, expected) => {
  const result = await read(
    { 'a.yaml': openapi('paths: {}\n'), 'o.yaml': overlay(actions) },
    { overlays: ['o.yaml'] },
  );
  expect(summary(result)).toEqual([expected]);
  expect(found(result)[0]?.location?.file).toBe('o.yaml');
});

test('a file that is no overlay is refused', async () => {
  const result = await read(
    { 'a.yaml': API, 'o.yaml': 'openapi: 3.1.0\n' },
    { overlays: ['o.yaml'] },
  );
  expect(found(result).map(({ code }) => code)).toEqual(['SW1301']);
});

test('an overlay cannot reach prototypes', async () => {
  await apply(
    '- { target: $.info, update: { __proto__: { polluted: true }, x-a: { constructor: { prototype: { polluted: true } } } } }',
  );
  expect({}).not.toHaveProperty('polluted');
});
