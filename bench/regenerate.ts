/**
 * Measures what a person waits for while working on a description of 100 entities, as multiples of
 * what Node takes to start: `check`, a `generate --no-test` that has nothing to do, and one after a
 * field was added. The ratios hold on a busy machine too. `node bench/regenerate.ts [ENTITIES]`,
 * with `--bundle` for what is published (`npm run build`).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { changedDescription, syntheticDescription } from './synthetic.ts';

const ROUNDS = 9;
const { values, positionals } = parseArgs({
  options: { bundle: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const entry = values.bundle ? '../bin/specwright.js' : '../scripts/specwright.js';
const launcher = fileURLToPath(new URL(entry, import.meta.url));
const entities = Number(positionals[0] ?? 100);
const folder = mkdtempSync(join(tmpdir(), 'specwright-bench-regenerate-'));
const environment = { ...process.env, SPECWRIGHT_CACHE: join(folder, 'cache') };

/** Milliseconds of one process. */
function time(argv: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, argv, {
    cwd: folder,
    encoding: 'utf8',
    env: environment,
  });
  const spent = performance.now() - start;
  if (status !== 0) throw new Error(`${argv.join(' ')}: ${stderr.slice(0, 2000)}`);
  return spent;
}

/** The least of several is the one that other processes disturbed least. */
const least = (measure: (round: number) => number): number =>
  Math.min(...Array.from({ length: ROUNDS }, (_, round) => measure(round)));

const generate = ['generate', 'api.json', '--out', 'service', '--no-test', '--quiet'];
const describe = (fields: number): void =>
  writeFileSync(join(folder, 'api.json'), changedDescription(entities, fields));

try {
  writeFileSync(join(folder, 'api.json'), syntheticDescription(entities));
  const cold = time([launcher, ...generate]);
  const node = least(() => time(['-e', '0']));
  const changed = least((round) => {
    describe(round + 1);
    return time([launcher, ...generate]);
  });
  const check = least(() => time([launcher, 'check', '--out', 'service']));
  const nothing = least(() => time([launcher, ...generate]));
  const row = (name: string, ms: number): string =>
    `| ${name} | ${Math.round(ms)} ms | ${(ms / node).toFixed(1)} |\n`;
  const memory = Math.round(totalmem() / 2 ** 30);
  process.stdout.write(
    `${entities} entities, ${cpus().length} cores, ${memory} GB, load ${loadavg()[0]?.toFixed(1)}\n\n` +
      '| command | least | times `node -e 0` |\n| --- | --- | --- |\n' +
      row('`node -e 0`', node) +
      row('`check`', check) +
      row('`generate`, nothing to do', nothing) +
      row('`generate`, one field more', changed) +
      row('`generate`, the first time', cold),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
