import { describe, expect, test } from 'vitest';
import type { SourceFile } from '../../src/scaffold/source-file.ts';
import { verifyFiles } from '../../src/verify/verify-files.ts';

const manifest: SourceFile = {
  path: 'package.json',
  text: '{ "dependencies": { "fastify": "5", "@fastify/cors": "11" }, "devDependencies": { "vitest": "5" } }',
};
const files = (texts: Readonly<Record<string, string>>): SourceFile[] => [
  manifest,
  ...Object.entries(texts).map(([path, text]) => ({ path, text })),
];
/** What is found, the same with and without what an earlier run has remembered. */
const found = async (texts: Readonly<Record<string, string>>): Promise<string[]> => {
  const cache = new Map<string, string>();
  const first = await verifyFiles(files(texts), { cache });
  expect(await verifyFiles(files(texts), { cache })).toEqual(first);
  return first.map(
    ({ code, location }) => `${code} ${location?.file}:${location?.line}:${location?.column}`,
  );
};

describe('verifyFiles', () => {
  test('finds nothing in files that keep to the rules', async () => {
    const texts = {
      'src/a.ts': `import { readFile } from 'node:fs/promises';
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import { b, type C } from './deep/b.ts';
import * as all from './deep/c.ts';
import settings from './settings.json' with { type: 'json' };
export const a = async (app: FastifyInstance, c: C) => [b(c), all, cors, app, settings, readFile];
export { d } from './deep/b.ts';
const lazy = () => import('./deep/c.ts');
/** Says \`any\` and eval, and forbids @ts-nothing. */
export const text = ['// @ts-ignore', \`eslint-disable \${lazy.name} @ts-nocheck\`, 'any', /@ts-ignore/];
`,
      'src/deep/b.ts': `export type C = { readonly eval: string };
export const b = (c: C) => c.eval;
export * from './c.ts';
`,
      'src/deep/c.ts': `export const { d, e: [f] } = { d: 1, e: [2] };
export enum G {}
export class H { any = 1; }
switch (f) { default: }
`,
      'src/settings.json': '{}',
      'tests/a.test.ts': `import { test } from 'vitest';
import { d } from '../src/a.ts';
test('d', () => d);
`,
      'vitest.config.ts': 'export default {};\n',
      'tsconfig.json': '{ /* why */ "include": ["src"] }',
    };
    expect(await verifyFiles(files(texts))).toEqual([]);
  });

  test('reads only what has changed again', async () => {
    const cache = new Map<string, string>();
    const texts = {
      'src/a.ts': "import { b } from './b.ts';\nexport const a = b;\n",
      'src/b.ts': 'export const b = 1;\n',
    };
    await verifyFiles(files(texts), { cache });
    const before = new Map(cache);
    const renamed = { ...texts, 'src/b.ts': 'export const c = 1;\n' };
    expect(await verifyFiles(files(renamed), { cache })).toMatchObject([{ code: 'SW4203' }]);
    expect(cache.size).toBe(before.size + 1);
  });

  test('shows a finding in the generated file', async () => {
    expect(
      await verifyFiles(files({ 'src/a.ts': 'export const a = 1;\nexport const b: any = a;\n' })),
    ).toEqual([
      {
        code: 'SW4101',
        severity: 'error',
        message: expect.stringContaining('The type any'),
        location: { file: 'src/a.ts', line: 2, column: 17 },
        frame: [
          '  1 | export const a = 1;',
          '> 2 | export const b: any = a;',
          '    |                 ^',
        ].join('\n'),
      },
    ]);
  });

  test.each([
    ['SW4001', 1, 7, 'const = 1;'],
    ['SW4001', 2, 1, 'export const a = {\n'],
    ['SW4001', 1, 18, "const a = 'no end\n"],
    ['SW4101', 1, 16, 'const a = b as any;'],
    ['SW4101', 1, 24, 'let a: Map<string, Set<any>>;'],
    ['SW4102', 1, 4, '// @ts-ignore\nconst a = 1;'],
    ['SW4102', 2, 6, 'const a = {\n  /* @ts-expect-error */ b: 1 };'],
    ['SW4102', 1, 15, 'let a = 1; // oxlint-disable-line'],
    ['SW4102', 1, 16, 'let a = `${ /* eslint-disable */ 1 }`;'],
    ['SW4103', 1, 1, "eval('1');"],
    ['SW4103', 1, 5, "(0, eval)('1');"],
    ['SW4103', 1, 12, "globalThis.eval('1');"],
    ['SW4103', 1, 1, "new Function('return 1');"],
    ['SW4103', 1, 1, "globalThis.Function('return 1');"],
    ['SW4103', 1, 7, "await import('./' + name);"],
    ['SW4104', 1, 1, 'export default 1;'],
    ['SW4104', 1, 8, 'export default function a() {}'],
    ['SW4104', 2, 10, 'const a = 1;\nexport { a as default };'],
    ['SW4105', 1, 10, "import { isIP } from 'node:net';\nexport const a = { isIP: 1 };"],
    ['SW4105', 1, 8, "import net from 'node:net';"],
    ['SW4105', 1, 13, "import * as net from 'node:net';\nexport const a = { b: 1 }.net;"],
    ['SW4201', 1, 8, "import './b';"],
    ['SW4201', 1, 8, "import './b.js';"],
    ['SW4201', 1, 8, "import '../../outside.ts';"],
    ['SW4201', 1, 8, "import '/src/b.ts';"],
    ['SW4201', 1, 15, "export * from './nowhere.ts';"],
    ['SW4201', 1, 14, "await import('./nowhere.ts');"],
    ['SW4201', 1, 24, "export type A = import('./nowhere.ts').A;"],
    ['SW4202', 1, 8, "import 'left-pad';"],
    ['SW4202', 1, 8, "import '@fastify/static/x';"],
    ['SW4202', 1, 8, "import 'fs';"],
    ['SW4202', 1, 8, "import 'node:nothing';"],
    ['SW4202', 1, 8, "import 'file:///etc/x.ts';"],
    ['SW4202', 1, 8, "import 'vitest';"],
    ['SW4203', 1, 10, "import { c } from './b.ts';\nexport const a = c;"],
    ['SW4203', 1, 8, "import c from './b.ts';\nexport const a = c;"],
    ['SW4203', 1, 10, "export { c } from './b.ts';"],
  ])('%s at %i:%i: %s', async (code, line, column, text) => {
    const texts = { 'src/a.ts': text, 'src/b.ts': 'export const b = 1;\n' };
    expect(await found(texts)).toEqual([`${code} src/a.ts:${line}:${column}`]);
  });

  test.each([
    ['SW4002 a.json:1:7', { 'a.json': '{"a": }' }],
    ['SW4002 a.json:2:1', { 'a.json': '{"a": [1,\n' }],
    ['SW4002 a.json:1:1', { 'a.json': '' }],
    ['SW4002 tsconfig.json:1:7', { 'tsconfig.json': '{"a": }' }],
    ['SW4301 ../a.md:1:1', { '../a.md': '' }],
    ['SW4301 /a.md:1:1', { '/a.md': '' }],
    ['SW4301 a/./b.md:1:1', { 'a/./b.md': '' }],
    ['SW4301 a\\..\\b.md:1:1', { 'a\\..\\b.md': '' }],
    ['SW4301 a\0.md:1:1', { 'a\0.md': '' }],
    ['SW4301 C:/a.md:1:1', { 'C:/a.md': '' }],
    ['SW4301 src/con.md:1:1', { 'src/con.md': '' }],
    ['SW4302 src/User.md:1:1', { 'src/user.md': '', 'src/User.md': '' }],
    ['SW4302 cafe\u0301.md:1:1', { 'caf\u00e9.md': '', 'cafe\u0301.md': '' }],
    ['SW4302 a/b.md:1:1', { a: '', 'a/b.md': '' }],
  ])('%j', async (expected, texts) => {
    expect(await found(texts)).toEqual([expected]);
  });

  test('sees a path that is generated twice', async () => {
    const twice = [...files({ 'a.md': '' }), { path: 'a.md', text: '' }];
    expect((await verifyFiles(twice)).map(({ code }) => code)).toEqual(['SW4302']);
  });

  test('follows exports in a circle to an end', async () => {
    const texts = {
      'src/a.ts': "export * from './b.ts';\nexport const a = 1;",
      'src/b.ts': "export * from './a.ts';\nexport const b = 1;",
      'src/c.ts': "import { a, b, c } from './a.ts';\nexport const d = [a, b, c];",
    };
    expect(await found(texts)).toEqual(['SW4203 src/c.ts:1:16']);
  });

  test('leaves the style of edited files to their author, and lets them use files of the user', async () => {
    const texts = {
      'src/a.ts': "import { b } from './mine.ts';\nimport './lost.ts';\nexport const a: any = b;\n",
    };
    const diagnostics = await verifyFiles(files(texts), {
      edited: new Set(['src/a.ts']),
      own: [{ path: 'src/mine.ts', text: 'export default 1; export const b: any = 1;' }],
    });
    expect(diagnostics.map(({ code }) => code)).toEqual(['SW4201']);
  });
});
