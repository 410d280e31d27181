import { expect, test } from 'vitest';
import { composePack } from '../../src/scaffold/pack/compose.ts';
import { isMet, packView } from '../../src/scaffold/pack/conditions.ts';
import type { Layer } from '../../src/scaffold/pack/layer.ts';
import type { Manifest } from '../../src/scaffold/pack/manifest.ts';
import { loadPack } from '../../src/scaffold/pack/load-pack.ts';

function layer(
  manifest: Partial<Manifest>,
  templates: Record<string, string> = {},
  partials: Record<string, string> = {},
): Layer {
  const texts = (all: Record<string, string>) =>
    new Map(
      Object.entries(all).map(([name, text]) => [name, { file: `${manifest.name}/${name}`, text }]),
    );
  return {
    folder: '/packs',
    kind: 'folder',
    manifest: { name: 'pack', version: '1', ...manifest },
    manifestText: '{}',
    helpers: undefined,
    templates: texts(templates),
    partials: texts(partials),
  };
}

test('a pack replaces, adds and leaves out files of the one it extends', () => {
  const { label, templates } = composePack([
    layer({ name: 'own', version: '3', without: ['gone.ts'] }, { 'a.ts': 'mine', 'new.ts': 'new' }),
    layer({ name: 'below' }, { 'a.ts': 'theirs', 'b.ts': 'kept', 'gone.ts': '' }),
  ]);
  expect(label).toBe('own@3 below@1');
  expect(templates.map(({ path, text, file }) => [path, text, file])).toEqual([
    ['a.ts', 'mine', 'own/a.ts'],
    ['b.ts', 'kept', 'below/b.ts'],
    ['new.ts', 'new', 'own/new.ts'],
  ]);
});

test('a replaced file keeps its condition, unless the pack on top has one of its own', () => {
  const { templates } = composePack([
    layer({ when: { 'b.ts': 'other' } }, { 'a.ts': '', 'b.ts': '' }),
    layer({ when: { 'a.ts': 'one', 'b.ts': 'one' } }, { 'a.ts': '', 'b.ts': '' }),
  ]);
  expect(templates.map(({ when }) => when)).toEqual(['one', 'other']);
});

test('partials of the pack on top are those that templates below it use', () => {
  const { partials } = composePack([
    layer({}, {}, { shared: 'mine' }),
    layer({}, {}, { shared: 'theirs', other: 'kept' }),
  ]);
  expect(Array.from(partials, ([name, { text }]) => [name, text])).toEqual([
    ['shared', 'mine'],
    ['other', 'kept'],
  ]);
});

test('a service depends on what its packs need and its description asks for, in order of names', () => {
  const pack = composePack([
    layer({ dependencies: { fastify: '5.0.0', jose: { version: '6.0.0', when: 'a.b' } } }),
    layer({ dependencies: { pg: '8.0.0', ajv: '8.0.0' }, devDependencies: { vitest: '5.0.0' } }),
  ]);
  const namesFor = (view: object) => packView(pack, view).dependencies.map(({ name }) => name);
  expect(namesFor({})).toEqual(['ajv', 'fastify', 'pg']);
  expect(namesFor({ a: { b: true } })).toEqual(['ajv', 'fastify', 'jose', 'pg']);
  expect(packView(pack, {}).devDependencies.map(({ version }) => version)).toEqual(['5.0.0']);
});

test('a condition names a member of the view, and nothing that all objects have', () => {
  expect(isMet({}, undefined)).toBe(true);
  expect(isMet({ a: { b: [1] } }, 'a.b')).toBe(true);
  expect(isMet({ a: {} }, 'a.constructor')).toBe(false);
  expect(isMet({}, 'a.b')).toBe(false);
});

test('all that the base pack brings is free of Fastify', async () => {
  const { templates } = loadPack({ pack: 'fastify' });
  // A parser of forms that knows no server, whoever keeps it.
  const BUSBOY = '@fastify/busboy';
  const base = templates.filter(({ file }) => file.includes('/templates/base/'));
  expect(base.length).toBeGreaterThan(40);
  expect(
    base.filter(({ text }) => /fastify/i.test(text.replace(BUSBOY, ''))).map(({ path }) => path),
  ).toEqual([]);
});
