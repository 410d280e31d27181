import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { referencePages } from '../../scripts/reference.ts';
import { codes } from '../../src/diagnostics/codes.ts';

const pages = await referencePages();
const page = (name: string) => pages.get(name) ?? '';

test('the reference is what the script makes of the code: npm run reference', () => {
  expect(pages.size).toBe(3);
  for (const [name, text] of pages)
    expect(
      readFileSync(new URL(`../../docs/reference/${name}`, import.meta.url), 'utf8'),
      name,
    ).toBe(text);
});

test('every code, command and option has its row', () => {
  for (const code of Object.keys(codes)) expect(page('diagnostics.md')).toContain(`| \`${code}\``);
  for (const heading of ['generate', 'check', 'runs show', 'completion'])
    expect(page('commands.md')).toContain(`## \`specwright ${heading}\``);
  expect(page('commands.md')).toContain('Example: `specwright check --out service`');
  expect(page('commands.md')).toMatch(/\| `--sandbox <name>` +\| .*`docker`/);
  for (const option of ['services[].spec', 'fill.prices.NAME.input', 'check.failOn'])
    expect(page('configuration.md')).toContain(`| \`${option}\``);
});

test('the exit codes of the README are those of the reference', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const rows = (text: string) =>
    [...text.matchAll(/^\| (\d+) +\| (.+?) +\|$/gm)].map(([, code, meaning]) => [code, meaning]);
  expect(rows(readme).length).toBeGreaterThan(5);
  expect(rows(readme)).toEqual(rows(page('commands.md')));
});
