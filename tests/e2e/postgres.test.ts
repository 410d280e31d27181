import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Postgres } from '../migrate/databases.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vitest = join(
  dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
  'vitest.mjs',
);

interface Report {
  readonly numFailedTests: number;
  readonly numPassedTests: number;
  readonly testResults: unknown;
}

describe('the samples on PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await Postgres.start();
  });
  afterAll(() => postgres.stop());

  test.each(['bookstore', 'help-desk', 'fleet'])('%s passes its own tests', async (name) => {
    const folder = await mkdtemp(join(tmpdir(), 'specwright-postgres-'));
    const file = join(folder, 'report.json');
    const command = [vitest, 'run', '--maxWorkers=2', '--reporter=json', `--outputFile=${file}`];
    const child = spawn(process.execPath, command, {
      cwd: join(root, 'generated', name),
      env: { PATH: process.env.PATH, DATABASE_URL: postgres.url },
      stdio: 'ignore',
    });
    const [code] = await once(child, 'close');
    const report = JSON.parse(await readFile(file, 'utf8')) as Report;
    await rm(folder, { recursive: true, force: true });
    expect(report.numFailedTests, JSON.stringify(report.testResults).slice(0, 4000)).toBe(0);
    expect(report.numPassedTests).toBeGreaterThan(50);
    expect(code).toBe(0);
  });
});
