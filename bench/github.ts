/**
 * Generates a service from GitHub's description, 13 MB and 1,200 operations, with the built package,
 * and type-checks it: time, memory, lines. `npm run build && npm run bench:github`. The description
 * is fetched from the npm registry into a temporary folder.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const PACKAGE = '@octokit/openapi';
const VERSION = '23.0.2';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'specwright-github-'));
const service = join(folder, 'service');
const peak = join(folder, 'peak');

/** Seconds of one process that must end well. */
function time(args: readonly string[], cwd: string): number {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, SPECWRIGHT_CACHE: 'off', PEAK: peak },
  });
  if (status !== 0)
    throw new Error(
      `${args.join(' ')} ended with ${String(status)}\n${stdout.slice(0, 4000)}${stderr.slice(-4000)}`,
    );
  return (performance.now() - start) / 1000;
}

/** Lines of the service's files by their extension, its own memory aside. */
function linesOf(path: string): Map<string, number> {
  const lines = new Map<string, number>();
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.parentPath.includes('.specwright')) continue;
    const kind = extname(entry.name);
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    lines.set(kind, (lines.get(kind) ?? 0) + text.split('\n').length - 1);
  }
  return lines;
}

try {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact'];
  execFileSync('npm', [...install, `${PACKAGE}@${VERSION}`], { cwd: folder, stdio: 'ignore' });
  const spec = join(folder, 'node_modules', PACKAGE, 'generated/api.github.com.json');
  const preload = ['--import', join(root, 'bench/peak.ts')];
  const generate = ['generate', spec, '--out', service, '--no-test', '--quiet'];
  const generated = time([...preload, join(root, 'bin/specwright.js'), ...generate], folder);
  const memory = readFileSync(peak, 'utf8');
  const lines = linesOf(service);

  symlinkSync(join(root, 'node_modules'), join(service, 'node_modules'));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const checked = time([compiler, '--noEmit', '-p', 'tsconfig.json'], service);

  const total = [...lines.values()].reduce((sum, count) => sum + count, 0);
  const count = (value: number) => value.toLocaleString('en-US');
  process.stdout.write(
    [
      `${PACKAGE}@${VERSION}, ${(statSync(spec).size / 1e6).toFixed(1)} MB`,
      `generate --no-test: ${generated.toFixed(1)} s, ${memory} MB at most`,
      `${count(total)} lines, ${count(lines.get('.ts') ?? 0)} of them TypeScript: ${count(Math.round(total / generated))} lines/s`,
      `tsc: ${checked.toFixed(1)} s, no error`,
      '',
    ].join('\n'),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
