/**
 * How much of a sample's own code its own tests run (lines, on SQLite), and how many of the mutants
 * that Stryker makes of `src/http` and `src/resources` they notice. Takes minutes.
 * `node bench/quality.ts [bookstore|help-desk|fleet]`
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [sample = 'bookstore'] = process.argv.slice(2);
const service = fileURLToPath(new URL(`../generated/${basename(sample)}`, import.meta.url));

/** What measures; Stryker knows neither later versions of vitest nor TypeScript without an API. */
const TOOLS = {
  '@stryker-mutator/core': '10.1.1',
  '@stryker-mutator/vitest-runner': '10.1.1',
  '@vitest/coverage-v8': '5.1.0',
  typescript: '5.9.3',
  vitest: '5.1.0',
};

/** Mutants that run while modules load would want a new process each: they are left out. */
const STRYKER = {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  mutate: ['src/http/**/*.ts', 'src/resources/**/*.ts'],
  reporters: ['progress-append-only', 'json'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  disableTypeChecks: true,
  concurrency: availableParallelism(),
  timeoutMS: 20_000,
};

/** Loading the service's modules again for each file takes longer than most mutants. */
const VITEST = `export default { test: { isolate: false } };\n`;

interface Coverage {
  readonly total: { readonly lines: { readonly covered: number; readonly total: number } };
}

interface Mutation {
  readonly files: Readonly<
    Record<string, { readonly mutants: readonly { readonly status: string }[] }>
  >;
}

const folder = mkdtempSync(join(tmpdir(), 'specwright-quality-'));
const read = <Report>(path: string): Report =>
  JSON.parse(readFileSync(join(folder, path), 'utf8')) as Report;
const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: folder, stdio: ['ignore', process.stderr, process.stderr] });
const share = (part: number, whole: number) =>
  `${((100 * part) / whole).toFixed(1)} % (${part} of ${whole})`;

try {
  const isOwn = (path: string) => !['node_modules', '.specwright'].includes(basename(path));
  cpSync(service, folder, { recursive: true, filter: isOwn });
  const manifest = read<{ devDependencies: Record<string, string> }>('package.json');
  manifest.devDependencies = { ...manifest.devDependencies, ...TOOLS };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'stryker.config.json'), JSON.stringify(STRYKER));
  writeFileSync(join(folder, 'vitest.config.mjs'), VITEST);
  run('npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts');

  const reports = ['--coverage.reporter=json-summary', '--coverage.include=src/**/*.ts'];
  run('npx', 'vitest', 'run', '--coverage', ...reports);
  const { lines } = read<Coverage>('coverage/coverage-summary.json').total;
  process.stdout.write(`lines run: ${share(lines.covered, lines.total)}\n`);

  run('npx', 'stryker', 'run');
  const { files } = read<Mutation>('reports/mutation/mutation.json');
  const mutants = Object.values(files).flatMap((file) => file.mutants);
  const count = (...states: string[]) =>
    mutants.filter(({ status }) => states.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  const all = noticed + count('Survived', 'NoCoverage');
  process.stdout.write(`mutants noticed: ${share(noticed, all)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
