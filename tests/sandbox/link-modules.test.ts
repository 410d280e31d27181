import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { linkModules } from '../../src/sandbox/link-modules.ts';
import { servicePackages } from '../../src/sandbox/service-packages.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'link-modules-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

const own = join(import.meta.dirname, '../../node_modules');
const linked = (name: string): string => realpathSync(join(folder, 'service/node_modules', name));
const install = (name: string): void => {
  mkdirSync(join(folder, 'elsewhere/node_modules', name), { recursive: true });
  writeFileSync(join(folder, 'elsewhere/node_modules', name, 'package.json'), '{}');
};

describe('linkModules', () => {
  test('links packages one by one, scoped ones too, and nothing else', async () => {
    const { roots, missing } = await linkModules(join(folder, 'service'), [
      'fastify',
      '@types/pg',
      'no-such',
    ]);
    expect(linked('fastify')).toBe(join(own, 'fastify'));
    expect(linked('@types/pg')).toBe(join(own, '@types/pg'));
    expect(readdirSync(join(folder, 'service/node_modules')).sort()).toEqual(['@types', 'fastify']);
    expect([roots, missing]).toEqual([[own], ['no-such']]);
  });

  test('prefers the folders that it is given, but for vitest', async () => {
    ['fastify', 'mine', 'vitest'].forEach(install);
    const given = join(folder, 'elsewhere/node_modules');
    const { roots } = await linkModules(
      join(folder, 'service'),
      ['fastify', 'mine', 'vitest'],
      [given],
    );
    expect(linked('fastify')).toBe(join(given, 'fastify'));
    expect(linked('mine')).toBe(join(given, 'mine'));
    expect(linked('vitest')).toBe(join(own, 'vitest'));
    expect(roots).toEqual([given, own].sort());
  });

  test('gives one copy of a package to all, though another one brings its own', async () => {
    ['one', 'two', 'two/node_modules/one', 'three'].forEach(install);
    const given = join(folder, 'elsewhere/node_modules');
    const manifest = '{ "dependencies": { "one": "1", "three": "1" } }';
    writeFileSync(join(given, 'two/package.json'), manifest);
    const { missing } = await linkModules(join(folder, 'service'), ['one', 'two'], [given]);
    expect(missing).toEqual([]);
    const modules = join(folder, 'service/node_modules');
    expect(readdirSync(modules).sort()).toEqual(['one', 'three', 'two']);
    expect(readdirSync(join(modules, 'two'))).toEqual(['package.json']);
    expect([linked('one'), linked('two')]).toEqual([join(given, 'one'), join(modules, 'two')]);
  });
});

test('servicePackages leaves out names that would lead elsewhere', () => {
  const text = JSON.stringify({
    dependencies: {
      '../../etc': '1',
      '/etc': '1',
      '..': '1',
      '@a/../b': '1',
      'a\0b': '1',
      pg: '8',
    },
    devDependencies: { '@types/pg': '8' },
  });
  expect(servicePackages(new Map([['package.json', text]]))).toEqual(['@types/pg', 'pg', 'vitest']);
  expect(servicePackages(new Map())).toEqual(['vitest']);
});
