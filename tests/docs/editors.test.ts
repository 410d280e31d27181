import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { petsYaml, runCli } from '../cli/run-cli.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

interface Pattern {
  readonly regexp: string;
  readonly file?: number;
  readonly line?: number;
  readonly column?: number;
  readonly severity?: number;
  readonly code?: number;
  readonly message?: number;
}

const guide = readFileSync(new URL('../../docs/editors.md', import.meta.url), 'utf8');
const samples = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, text = '']) => JSON.parse(text) as Record<string, unknown>,
);

/** The problem matcher as the guide has it. */
function matcher(): readonly Pattern[] {
  const tasks = samples.find((sample) => 'tasks' in sample)?.['tasks'] as {
    problemMatcher: { pattern: Pattern[] };
  }[];
  return tasks[0]?.problemMatcher.pattern ?? [];
}

/** Reads lines as Visual Studio Code does: a match of all patterns on lines in a row is a problem. */
function problems(output: string): Record<string, string | undefined>[] {
  const lines = output.split('\n');
  return lines.flatMap((_, at) => {
    const found: Record<string, string | undefined> = {};
    for (const [step, { regexp, ...groups }] of matcher().entries()) {
      const match = new RegExp(regexp).exec(lines[at + step] ?? '');
      if (match === null) return [];
      for (const [name, group] of Object.entries(groups)) found[name] = match[group];
    }
    return [found];
  });
}

test('the problem matcher of the guide finds what the commands print', async () => {
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'pets.yaml': petsYaml.replace("'204'", "'999'") });
  const argv = ['generate', 'pets.yaml', '--out', 'service', '--no-test'];
  const invalid = await runCli(argv, { cwd });
  expect(problems(invalid.stderr)).toEqual([
    {
      file: 'pets.yaml',
      line: expect.stringMatching(/^\d+$/) as string,
      column: expect.stringMatching(/^\d+$/) as string,
      severity: 'error',
      code: 'SW1207',
      message: expect.stringContaining('999 is no response status') as string,
    },
  ]);
  writeFiles(cwd, { 'pets.yaml': petsYaml });
  expect(problems((await runCli(argv, { cwd })).stderr)).toEqual([]);
  writeFiles(cwd, { 'pets.yaml': `${petsYaml}x-more: 1\n`, 'service/src/main.ts': '' });
  const drift = await runCli(['check', '--out', 'service'], { cwd });
  expect(problems(drift.stderr).map(({ file, severity, code }) => [file, severity, code])).toEqual([
    ['pets.yaml', 'error', 'SW6015'],
    ['service/src/main.ts', 'info', 'SW6014'],
  ]);
});

test('the schemas that the guide names are in the package', () => {
  const named = [...guide.matchAll(/node_modules\/specwright\/(schemas\/[\w.-]+\.json)/g)];
  expect(named.length).toBeGreaterThan(3);
  for (const [, path = ''] of named)
    expect(() =>
      JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')),
    ).not.toThrow();
});
