import { expect, test } from 'vitest';
import { markdownReport } from '../../src/cli/diff-markdown.ts';
import { GitRepository } from '../workspace/git-repository.ts';
import { rememberRuns, temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';
import { petsYaml, runCli } from './run-cli.ts';

rememberRuns();

const argv = (...more: string[]) => ['pets.yaml', '--out', 'service', ...more];

test('--since compares with the service of a commit, and --format markdown tells what breaks', async () => {
  const cwd = temporaryFolder();
  const git = new GitRepository(cwd);
  writeFiles(cwd, { 'pets.yaml': petsYaml });
  expect((await runCli(['generate', ...argv('--no-test')], { cwd })).code).toBe(0);
  git.commitAll('first');
  writeFiles(cwd, {
    'pets.yaml': petsYaml
      .replace('required: [id, name]', 'required: [id, name, age]')
      .concat('        age: { type: integer }\n'),
  });
  expect(
    (await runCli(['generate', ...argv('--no-test', '--allow-destructive')], { cwd })).code,
  ).toBe(0);

  expect(await runCli(['diff', ...argv('--model')], { cwd })).toMatchObject({
    code: 0,
    stdout: '',
  });
  const since = await runCli(['diff', ...argv('--model', '--since', 'HEAD', '--json')], { cwd });
  expect(JSON.parse(since.stdout)).toMatchObject({ breaking: ['Pet.age must be sent now.'] });
  const { code, stdout } = await runCli(
    ['diff', ...argv('--format', 'markdown', '--since', 'HEAD')],
    { cwd },
  );
  expect(code).toBe(0);
  expect(stdout).toContain('### `pets`: up to date');
  expect(stdout).toContain('- `Pet.age must be sent now.`');
  const unknown = await runCli(['diff', ...argv('--model', '--since', '--output=x')], { cwd });
  expect(unknown).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is no commit') as string,
  });
});

test('text of descriptions and files means nothing in a comment', () => {
  const evil = '</summary><img src=x> @everyone `` | \n# title';
  const report = markdownReport(
    [
      {
        service: evil,
        out: '/project/service',
        outcome: 'drift',
        files: [{ path: evil, action: 'update', diff: '+```\n+<b>@everyone</b>\n+````\n' }],
        isOnlyMemory: false,
        diagnostics: [{ code: 'SW1201', severity: 'error', message: evil }],
      },
    ],
    [],
    '/work',
  );
  const outside = report
    .replace(/`````diff[\s\S]*?\n`````\n/g, '')
    .replace(/(`+)[^`](?:(?!\1).)*\1/g, '');
  expect(outside).not.toMatch(/<img|@everyone|^# /m);
  expect(report).toContain('&#60;img src=x&#62;');
  expect(report).toContain('`````diff\n+```\n');
});

test('a report has room in a comment, however much would change', () => {
  const files = Array.from({ length: 300 }, (_, at) => ({
    path: `src/${at}.ts`,
    action: 'update' as const,
    diff: `+${'x'.repeat(1000)}\n`,
  }));
  const report = markdownReport(
    [{ service: 'a', out: '/a', outcome: 'drift', files, isOnlyMemory: false, diagnostics: [] }],
    [],
    '/',
  );
  expect(report.length).toBeLessThan(65_000);
  expect(report).toContain('200 more');
  expect(report).toMatch(/\d+ diffs left out/);
});
