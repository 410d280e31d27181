import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const corpus = join(root, '../shared/corpus/train/real');

/** Real descriptions, with how many of their operations a careful reader expects to be served. */
const DESCRIPTIONS: readonly (readonly [file: string, live: number])[] = [
  ['redocly-museum.yaml', 6],
  ['xero-assets.yaml', 4],
  ['paypal-products.json', 3],
  ['redocly-cafe-split/resources/cafe-split/cafe.yaml', 7],
];

/** Those that take longer; `npm run corpus:required` has them too. */
const LARGER: typeof DESCRIPTIONS = [
  ['swagger-petstore.yaml', 11],
  ['gotify.json', 17],
  ['memos.yaml', 50],
  ['traccar.yaml', 60],
  ['netlify.yml', 95],
  ['tmf620-product-catalog-v5.yaml', 35],
  ['xero-projects.yaml', 15],
  ['redocly-cafe.yaml', 7],
];
const isWhole = process.env.SPECWRIGHT_CORPUS === 'all';

interface Report {
  readonly operations: readonly { status: string }[];
  readonly diagnostics: readonly { severity: string; code: string; message: string }[];
  readonly tests?: { total: number; passed: number; failed: number };
}

const isThere = existsSync(corpus);
if (!isThere) process.stderr.write('The corpus tests are skipped: ../shared/corpus is absent.\n');

describe.skipIf(!isThere)('real descriptions (skipped where ../shared/corpus is absent)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'specwright-corpus-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([...DESCRIPTIONS, ...(isWhole ? LARGER : [])])(
    '%s becomes a service that compiles and passes its tests',
    (file, live) => {
      const out = join(folder, file.replaceAll('/', '_'));
      const command = [
        'src/cli/main.ts',
        'generate',
        join(corpus, file),
        '--out',
        out,
        '--json',
        '--quiet',
      ];
      const { status, stdout, stderr } = spawnSync(process.execPath, command, {
        cwd: root,
        encoding: 'utf8',
        maxBuffer: 2 ** 26,
      });
      expect(status, stderr.slice(0, 3000)).toBe(0);
      const report = JSON.parse(stdout) as Report;
      expect(report.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(report.tests?.failed).toBe(0);
      expect(report.tests?.passed).toBeGreaterThan(10);
      expect(
        report.operations.filter(({ status: own }) => own === 'live').length,
      ).toBeGreaterThanOrEqual(live);
    },
  );
});
