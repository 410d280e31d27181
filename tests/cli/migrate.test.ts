import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { rememberRuns, temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';
import { petsYaml, runCli } from './run-cli.ts';

rememberRuns();

test('a service and the command line see the same migrations', { timeout: 120_000 }, async () => {
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'pets.yaml': petsYaml });
  const run = (...argv: string[]) => runCli(argv, { cwd });
  const migrate = (...argv: string[]) => run('migrate', ...argv, '--out', 'service');
  await run('generate', 'pets.yaml', '--out', 'service', '--no-test');

  const none = await migrate('status');
  expect(none).toMatchObject({ code: 1, stdout: '  pending  0001_initial.sql\n' });
  expect(readdirSync(join(cwd, 'service'))).not.toContain('pets.sqlite');
  expect(await migrate('up')).toMatchObject({ code: 0, stdout: '  applied  0001_initial.sql\n' });

  const more = petsYaml.replace(
    '        name: {',
    '        age: { type: integer }\n        name: {',
  );
  writeFiles(cwd, { 'pets.yaml': more });
  await run('generate', 'pets.yaml', '--out', 'service', '--no-test');
  const runner = await import(pathToFileURL(join(cwd, 'service/src/migrations.ts')).href);
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(join(cwd, 'service/pets.sqlite'));
  const folder = pathToFileURL(`${join(cwd, 'service/migrations/sqlite')}/`);
  runner.migrateSqlite(database, await runner.readMigrations(folder));
  database.close();
  const status = await migrate('status', '--json');
  expect(status.code).toBe(0);
  expect(JSON.parse(status.stdout)).toEqual({
    applied: ['0001_initial.sql', '0002_add_pet_age.sql'],
    pending: [],
    diagnostics: [],
  });

  const refused = await migrate('down');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('SW5524');
  expect(await migrate('down', '--allow-destructive')).toMatchObject({ code: 0 });
  const last = await migrate('down', '--allow-destructive');
  expect(last.code).toBe(1);
  expect(last.stderr).toContain('SW5523');

  writeFiles(cwd, { 'pets.yaml': petsYaml });
  const question = await run('generate', 'pets.yaml', '--out', 'service', '--no-test');
  expect(question.code).toBe(1);
  expect(question.stderr).toContain('SW5502');
  expect(question.stdout).toContain('a migration needs your answer, nothing was written');

  rmSync(join(cwd, 'service'), { recursive: true });
  const nothing = await migrate('status');
  expect(nothing.code).toBe(2);
  expect(nothing.stderr).toContain('SW6016');
  const wrong = await run('generate', 'pets.yaml', '--out', 'service', '--rename', 'Pet');
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('--rename Book=Volume');
});
