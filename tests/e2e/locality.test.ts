import { expect, test } from 'vitest';
import { changedDescription, syntheticDescription } from '../../bench/synthetic.ts';
import { runCli } from '../cli/run-cli.ts';
import { readTree, temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

/** The description as a whole, and the migration. */
const SHARED = [
  'migrations/postgres/0002_*.down.sql',
  'migrations/postgres/0002_*.sql',
  'migrations/sqlite/0002_*.down.sql',
  'migrations/sqlite/0002_*.sql',
  'openapi.json',
];

test('a field more changes the files of its entity, and the few that tell of all', async () => {
  const cwd = temporaryFolder();
  const generate = async (description: string): Promise<Record<string, string>> => {
    writeFiles(cwd, { 'api.json': description });
    const run = await runCli(['generate', 'api.json', '--out', 'service', '--no-test', '--quiet'], {
      cwd,
    });
    expect(run.code, run.stderr).toBe(0);
    return readTree(`${cwd}/service`);
  };
  const before = await generate(syntheticDescription(55));
  const after = await generate(changedDescription(55, 1));
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((path) => before[path] !== after[path])
    .map((path) => path.replace(/(?<=\/0002_).*?(?=(?:\.down)?\.sql$)/, '*'))
    .sort();
  const own = changed.filter((path) => /\bitem28s?\b/.test(path));
  expect(changed.filter((path) => !own.includes(path))).toEqual(SHARED);
  expect(own).toEqual([
    'src/entities/item28.ts',
    'src/resources/item28s/repository.ts',
    'tests/item28s.test.ts',
    'tests/support/item28.ts',
  ]);
});
