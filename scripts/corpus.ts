/**
 * Generates a service from every description of `../shared/corpus/train`, each in a process of its
 * own, and writes what became of them to `docs/corpus.md`.
 * `node scripts/corpus.ts [--only GLOB] [--jobs N] [--limit SECONDS] [--json] [--no-write]`
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import type { Tried } from './corpus/measured.ts';
import { isAsItShouldBe, report } from './corpus/report.ts';
import { tryDescription } from './corpus/try-description.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const corpus = join(root, '../shared/corpus/train');

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '**' },
    jobs: { type: 'string', default: '1' },
    limit: { type: 'string', default: '300' },
    results: { type: 'string' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: true },
  },
  allowNegative: true,
});

const files = readFileSync(join(corpus, 'INDEX.tsv'), 'utf8')
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t')[0] ?? '')
  .filter((file) => file !== '' && matchesGlob(file, values.only));

const tried = new Map(readResults().map((one) => [one.file, one]));
const waiting = files.filter((file) => !tried.has(file)).values();
await Promise.all(
  Array.from({ length: Number(values.jobs) }, async () => {
    for (const file of waiting) {
      const one = await tryDescription(root, corpus, file, Number(values.limit) * 1000);
      tried.set(file, one);
      if (values.results !== undefined) appendFileSync(values.results, `${JSON.stringify(one)}\n`);
      process.stderr.write(`${one.result.padEnd(14)} ${file}${reasonOf(one)}\n`);
    }
  }),
);
const all = files.flatMap((file) => tried.get(file) ?? []);

const path = join(root, 'docs/corpus.md');
const options = await resolveConfig(path);
const text = await format(report(all), { ...options, filepath: path });
process.stdout.write(values.json ? `${JSON.stringify(all, null, 2)}\n` : text);
if (values.write && values.only === '**') writeFileSync(path, text);
process.exitCode = all.every(isAsItShouldBe) ? 0 : 1;

function readResults(): Tried[] {
  if (values.results === undefined || !existsSync(values.results)) return [];
  const lines = readFileSync(values.results, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Tried);
}

function reasonOf({ reason, result }: Tried): string {
  return reason === '' || result === 'ok' ? '' : `\n               ${reason.slice(0, 300)}`;
}
