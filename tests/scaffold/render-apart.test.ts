import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { renderApart } from '../../src/scaffold/apart/render-apart.ts';
import { code } from '../../src/scaffold/code.ts';
import { loadPack } from '../../src/scaffold/pack/load-pack.ts';
import { PackError } from '../../src/scaffold/pack/pack-error.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

let cwd = '';
beforeEach(() => {
  cwd = temporaryFolder();
  writeFiles(cwd, { 'pack.json': '{ "name": "own", "version": "1", "extends": "fastify" }' });
});

const LIMITS = { milliseconds: 10_000, megabytes: 256 };

/** What the template `a.txt` of a pack makes of a view. */
async function render(
  files: Readonly<Record<string, string>>,
  view: object = {},
  limits = LIMITS,
): Promise<string | undefined> {
  writeFiles(cwd, files);
  const pack = loadPack({ pack: cwd });
  const template = pack.templates.find(({ path }) => path === 'a.txt');
  if (template === undefined) throw new Error('there is no a.txt');
  const jobs = [{ template, files: [{ path: 'a.txt', view }] }];
  const [file] = await renderApart({ ...pack, partials: ownPartials(pack.partials) }, jobs, limits);
  return file?.text;
}

/** Without those of Fastify: compiling them is no part of this. */
const ownPartials = (all: ReadonlyMap<string, { readonly file: string; readonly text: string }>) =>
  new Map([...all].filter(([, { file }]) => file.startsWith(cwd)));

/** What is said of a pack, as `code file:line:column message`. */
async function failure(
  files: Readonly<Record<string, string>>,
  view: object = {},
  limits = LIMITS,
): Promise<string> {
  const error: unknown = await render(files, view, limits).then(
    (text) => new Error(`it made ${JSON.stringify(text)}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PackError)) throw error;
  const { code: found, message, location } = error.diagnosticIn(cwd);
  return `${found} ${location?.file}:${location?.line}:${location?.column} ${message}`;
}

describe('helpers', () => {
  test('answer text that an encoder of the template encodes', async () => {
    const text = await render(
      {
        'helpers.ts': 'export const shout = (text: string): string => text.toUpperCase();',
        'a.txt.hbs': '{{str (shout name)}}',
      },
      { name: "it's" },
    );
    expect(text).toBe(String.raw`'IT\'S'`);
  });

  test('answer code that they make through the encoders they are handed', async () => {
    const text = await render(
      {
        'helpers.ts':
          'export const union = (all: string[], { code, join, str }: any) => code`(${join(all.map(str), " | ")})`;',
        'a.txt.hbs': '{{code (union names)}}',
      },
      { names: ['a', "'); evil(); ('"] },
    );
    expect(text).toBe(String.raw`('a' | '\'); evil(); (\'')`);
  });

  test('answer lists and truth for blocks', async () => {
    const text = await render(
      {
        'helpers.ts':
          'export const big = (all: { n: number }[]) => all.filter(({ n }) => n > 1);\nexport const any = (all: unknown[]) => all.length > 0;',
        'a.txt.hbs': '{{#if (any list)}}{{#each (big list)}}{{json n}};{{/each}}{{/if}}',
      },
      { list: [{ n: 1 }, { n: 2 }, { n: 3 }] },
    );
    expect(text).toBe('2;3;');
  });

  test('of the pack on top come before those below it', async () => {
    writeFiles(cwd, {
      'top/pack.json': '{ "name": "top", "version": "1", "extends": ".." }',
      'top/helpers.ts': 'export const who = () => "top";',
    });
    writeFiles(cwd, {
      'helpers.ts': 'export const who = () => "below";\nexport const other = () => "below";',
      'a.txt.hbs': '{{str (who)}} {{str (other)}}',
    });
    const pack = loadPack({ pack: join(cwd, 'top') });
    const template = pack.templates.find(({ path }) => path === 'a.txt');
    const jobs = template ? [{ template, files: [{ path: 'a.txt', view: {} }] }] : [];
    const files = await renderApart({ ...pack, partials: new Map() }, jobs);
    expect(files).toEqual([{ path: 'a.txt', text: "'top' 'below'" }]);
  });

  test('are TypeScript in an npm package too', async () => {
    writeFiles(cwd, {
      'node_modules/acme/pack.json': '{ "name": "acme", "version": "1", "extends": "fastify" }',
      'node_modules/acme/helpers.ts': 'export const one = (): string => "one";',
    });
    writeFiles(cwd, {
      'pack.json': '{ "name": "own", "version": "1", "extends": "acme" }',
    });
    expect(await render({ 'a.txt.hbs': '{{str (one)}}' })).toBe("'one'");
  });
});

describe('a helper', () => {
  const call = '\n  {{str (bad name)}}';

  test.each([
    [
      'that throws',
      'export const bad = () => { throw new Error("no such name"); };',
      'SW3001 a.txt.hbs:2:9 The template fails: no such name.',
    ],
    [
      'that makes code of plain text',
      'export const bad = (name: string, { code }: any) => code`${name}`;',
      'SW3001 a.txt.hbs:2:9 The template fails: code takes only what an encoder made, not "x": write ${str(…)}.',
    ],
    [
      'that answers a promise',
      'export const bad = async () => "x";',
      'SW3001 a.txt.hbs:2:9 The template fails: bad answers a promise: a helper answers text,',
    ],
    [
      'that answers a function',
      'export const bad = () => () => "x";',
      'SW3001 a.txt.hbs:2:9 The template fails: bad answers a function: a helper answers text,',
    ],
    [
      'that is no function',
      'export const bad = "x";',
      'SW3011 helpers.ts:1:1 The export bad is no function. Helpers are functions.',
    ],
    [
      'of the name of an encoder',
      'export const str = () => "x";',
      'SW3011 helpers.ts:1:1 A helper cannot be called str, which means something in every template.',
    ],
    [
      'in a module that throws',
      'const a = 1;\nthrow new Error("not today");',
      'SW3011 helpers.ts:2:7 The helpers cannot be loaded: not today',
    ],
    [
      'in a module that does not parse',
      'export const bad = (;',
      'SW3011 helpers.ts:1:1 The helpers cannot be loaded:',
    ],
    [
      'that ends the process',
      'export const bad = () => process.exit(0);',
      'SW3012 a.txt.hbs:1:1 This ends the thread that it runs in.',
    ],
  ])('%s', async (_name, helpers, said) => {
    const found = await failure({ 'helpers.ts': helpers, 'a.txt.hbs': call }, { name: 'x' });
    expect(found.slice(0, said.length)).toBe(said);
  });

  test('that never ends is ended', async () => {
    const files = { 'helpers.ts': 'export const bad = () => { for (;;); };', 'a.txt.hbs': call };
    expect(await failure(files, {}, { ...LIMITS, milliseconds: 4000 })).toContain(
      'SW3012 a.txt.hbs:1:1 This takes longer than 4 s.',
    );
  });

  test('that takes all memory is ended', async () => {
    const files = {
      'helpers.ts':
        'export const bad = () => { const all = []; for (;;) all.push(new Array(1e5).fill({})); };',
      'a.txt.hbs': call,
    };
    expect(await failure(files, {}, { ...LIMITS, megabytes: 32 })).toContain(
      'SW3012 a.txt.hbs:1:1 This needs more memory',
    );
  });
});

describe('a template', () => {
  test('that prints what the view does not have is told where', async () => {
    expect(
      await failure({ 'a.txt.hbs': 'a\n{{#each list}}{{id nmae}}{{/each}}' }, { list: [{}] }),
    ).toBe('SW3001 a.txt.hbs:2:15 The template fails: cannot print a missing value.');
  });

  test('is not what its partial is blamed on', async () => {
    const files = { 'partials/p.hbs': '\n\n {{id x}}', 'a.txt.hbs': '{{> p}}' };
    expect(await failure(files)).toContain('SW3001 partials/p.hbs:3:2');
  });

  test('whose partial names itself is ended', async () => {
    const files = { 'partials/p.hbs': '{{> p}}', 'a.txt.hbs': '{{> p}}' };
    expect(await failure(files)).toContain('SW3001 partials/p.hbs:1:1 The template fails: Maximum');
  });

  test('prints code that a printer made, and no data that looks like it', async () => {
    const view = { made: code('a | b'), data: { text: 'evil()' } };
    expect(await render({ 'a.txt.hbs': '{{code made}}' }, view)).toBe('a | b');
    expect(await failure({ 'a.txt.hbs': '{{code data}}' }, view)).toContain(
      'SW3001 a.txt.hbs:1:1 The template fails: {{code}} takes only what a printer made',
    );
  });
});
