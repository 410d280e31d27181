/**
 * Measures `generate --no-test`: in a fresh process, and a second time in the same process.
 * `node bench/generate.ts [ENTITIES…]` prints a table; 10, 100 and 1,000 entities unless told.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { syntheticDescription } from './synthetic.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const corpus = join(root, '../shared/corpus/train/real');

interface Measurement {
  readonly coldMs: number;
  readonly warmMs: number;
  readonly peakMb: number;
  readonly files: number;
  readonly lines: number;
}

function measure(spec: string): Measurement {
  const out = mkdtempSync(join(tmpdir(), 'specwright-bench-'));
  try {
    const child = spawnSync(process.execPath, [join(root, 'bench/one.ts'), spec, out], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 2 ** 24,
    });
    if (child.status !== 0) throw new Error(`${basename(spec)}: ${child.stderr.slice(0, 2000)}`);
    return JSON.parse(child.stdout) as Measurement;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

const folder = mkdtempSync(join(tmpdir(), 'specwright-bench-specs-'));
try {
  const counts = process.argv.slice(2).map(Number);
  const synthetic = (counts.length > 0 ? counts : [10, 100, 1000]).map((count) => {
    const file = join(folder, `${count}-entities.json`);
    writeFileSync(file, syntheticDescription(count));
    return file;
  });
  const real = ['swagger-petstore.yaml', 'redocly-museum.yaml'].map((name) => join(corpus, name));
  const specs = [...real.filter((file) => existsSync(file)), ...synthetic];
  process.stdout.write(
    '| description | cold | warm | peak memory | files | lines | lines/s cold |\n',
  );
  process.stdout.write('| --- | --- | --- | --- | --- | --- | --- |\n');
  for (const spec of specs) {
    const { coldMs, warmMs, peakMb, files, lines } = measure(spec);
    const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
    const cells = [
      basename(spec),
      seconds(coldMs),
      seconds(warmMs),
      `${peakMb} MB`,
      files,
      lines,
      Math.round((lines / coldMs) * 1000),
    ];
    process.stdout.write(`| ${cells.join(' | ')} |\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
