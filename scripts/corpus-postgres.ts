/**
 * Has services of the corpus pass their own tests on a PostgreSQL server, which it starts:
 * `node scripts/corpus-postgres.ts [DESCRIPTION…]`; fifteen of them unless told. Ends with 1 if any
 * test fails.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Postgres } from '../tests/migrate/databases.ts';

const SAMPLE = [
  'airflow-v2.yaml',
  'crapi.json',
  'gotify.json',
  'memos.yaml',
  'netlify.yml',
  'openfga.json',
  'paypal-products.json',
  'redocly-cafe.yaml',
  'redocly-museum.yaml',
  'scalar-galaxy-3.1.yaml',
  'semaphore.yml',
  'swagger-petstore.yaml',
  'tmf620-product-catalog-v5.yaml',
  'traccar.yaml',
  'xero-projects.yaml',
];

/** What vitest writes, as far as it is told on. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly success: boolean;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const root = fileURLToPath(new URL('..', import.meta.url));
const real = join(root, '../shared/corpus/train/real');
const require = createRequire(import.meta.url);
const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');

async function run(command: readonly string[], cwd: string, more: NodeJS.ProcessEnv = {}) {
  const env = { PATH: process.env.PATH, ...more };
  const child = spawn(process.execPath, command, { cwd, env, stdio: 'ignore' });
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

/** How many tests passed and failed; nothing where the description makes no service. */
async function tested(description: string, url: string) {
  const folder = mkdtempSync(join(tmpdir(), 'specwright-corpus-postgres-'));
  try {
    const out = join(folder, 'service');
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const cli = join(root, 'src/cli/main.ts');
    const options = ['--out', out, '--no-test', '--quiet', '--root', real];
    if ((await run([cli, 'generate', join(real, description), ...options], root)) !== 0) return;
    const file = join(folder, 'report.json');
    const report = ['--maxWorkers=2', '--reporter=json', `--outputFile=${file}`];
    await run([vitest, 'run', ...report], out, { DATABASE_URL: url });
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const named = process.argv.slice(2);
const postgres = await Postgres.start();
try {
  for (const description of named.length > 0 ? named : SAMPLE) {
    const report = await tested(description, postgres.url);
    const said = report
      ? `${report.numPassedTests} passed, ${report.numFailedTests} failed`
      : 'no service';
    if (report?.success !== true) process.exitCode = 1;
    process.stdout.write(`${description.padEnd(32)} ${said}\n`);
    for (const { assertionResults } of report?.testResults ?? [])
      for (const { status, fullName, failureMessages } of assertionResults)
        if (status === 'failed')
          process.stdout.write(`  ${fullName}: ${(failureMessages[0] ?? '').slice(0, 300)}\n`);
  }
} finally {
  await postgres.stop();
}
