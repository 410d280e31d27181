import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { checkProject } from '../../src/config/check-project.ts';
import { readSpec } from '../../src/spec/read-spec.ts';
import { runTool } from './samples/run-tool.ts';
import { pagePaths, type Sample, samplesOf, samplesOfPage } from './samples/sample.ts';
import { FIRST_PAGES, testPages } from './samples/test-pages.ts';
import { applyEdit, missingLines } from './samples/walk-page.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

const root = join(import.meta.dirname, '../..');
const pages = pagePaths().map((page) => [page, samplesOfPage(page)] as const);
const samples = pages.flatMap(([, found]) => found);
const reasonOf = ({ info }: Sample) => info.get('skip');
const tried = samples.filter((sample) => reasonOf(sample) === undefined);
const RUN = ['hidden', 'sh', 'console'];

testPages((page) => FIRST_PAGES.has(page));

test('TypeScript compiles against the types of the package', () => {
  const code = tried.filter(
    ({ language, info }) => language === 'ts' && !info.has('excerpt') && !info.has('generated'),
  );
  const folder = temporaryFolder();
  const named = code.map((sample, at) => [`sample-${at}.ts`, sample] as const);
  writeFiles(folder, {
    ...Object.fromEntries(
      named.map(([name, { place, text }]) => [name, `// ${place}\n${text}\nexport {};\n`]),
    ),
    'package.json': '{"type":"module"}',
    'tsconfig.json': JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: {
        paths: { specwright: [join(root, 'src/index.ts')] },
        typeRoots: [join(root, 'node_modules/@types')],
        noUnusedLocals: false,
      },
      include: ['sample-*.ts'],
    }),
  });
  expect(code.length).toBeGreaterThan(2);
  expect(runTool('tsc', ['-p', folder])).toBe('');
});

test('an excerpt of generated code is what is generated', () => {
  const excerpts = tried.filter(({ info }) => info.has('excerpt'));
  for (const { info, text, place } of excerpts) {
    const file = join(root, info.get('excerpt') ?? '');
    const said = text.split('\n').filter((line) => !/^\s*\/\/ …$/.test(line));
    expect(missingLines(said, readFileSync(file, 'utf8')), place).toEqual([]);
  }
  expect(excerpts.length).toBeGreaterThan(0);
});

test('JSON and YAML parse; configurations and descriptions are valid', async () => {
  const data = tried.filter(({ language }) => language === 'json' || language === 'yaml');
  expect(data.length).toBeGreaterThan(8);
  const folder = temporaryFolder();
  for (const { language, text, place } of data) {
    const value: unknown = language === 'json' ? JSON.parse(text) : load(text);
    expect(value, place).toBeTypeOf('object');
    if (typeof value !== 'object' || value === null) continue;
    if ('services' in value) expect(checkProject(value, place), place).toMatchObject({ ok: true });
    if (!('openapi' in value)) continue;
    writeFiles(folder, { 'openapi.yaml': text });
    const read = await readSpec('openapi.yaml', { cwd: folder, root: folder });
    expect(read, place).toMatchObject({ ok: true });
  }
});

test('every sample is of a kind that is tried, or says why it is not', () => {
  const kinds = [...RUN, 'ts', 'json', 'yaml', 'diff', 'js', 'handlebars', 'text'];
  for (const { language, place } of tried)
    if (language !== '') expect(kinds, place).toContain(language);
  const counts = new Map<string, number>();
  for (const sample of samples) {
    const { language } = sample;
    const kind = `${language === '' ? 'text' : language}${reasonOf(sample) === undefined ? '' : ', not tried'}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const left = samples.flatMap((sample) => {
    const reason = reasonOf(sample);
    return reason === undefined ? [] : [`  ${sample.place}: ${reason}`];
  });
  const told = [...counts].sort().map(([kind, count]) => `  ${count} ${kind}`);
  process.stdout.write(`samples:\n${[...told, ...left].join('\n')}\n`);
  for (const sample of samples) expect(reasonOf(sample), sample.place).not.toBe('');
});

test('a line that is not printed, and an edit that fits nowhere, are found', () => {
  expect(missingLines(['a', '…', 'c', 'd'], 'a\nb\nc')).toEqual(['d']);
  expect(missingLines(['c', 'a'], 'a\nc')).toEqual(['a']);
  expect(applyEdit('a\nb\nc\n', ' a\n-b\n+x\n+y')).toBe('a\nx\ny\nc\n');
  expect(() => applyEdit('a\n', '-b\n+c')).toThrow('0 times');
  const [first] = samplesOf('p.md', 'x\n```sh skip="needs a model"\nls\n```');
  expect(first).toMatchObject({ place: 'p.md:2', language: 'sh', text: 'ls' });
  expect(first?.info.get('skip')).toBe('needs a model');
});
