/**
 * Compares what the program infers from public descriptions with what a careful reader says of
 * them (`tests/inference/lists`), and prints both tables of `docs/inference.md`.
 * `node scripts/inference.ts [--only NAME] [--write]`; `--write` puts them into that page.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { measure, type Measured } from './inference/measured.ts';
import { DESCRIPTIONS, readingsOf } from './inference/readings.ts';
import { report } from './inference/report.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, '../shared/corpus/train/real');

const { values } = parseArgs({
  options: { only: { type: 'string' }, write: { type: 'boolean', default: false } },
});

if (existsSync(folder)) await run();
else process.stderr.write(`There is nothing to measure: ${folder} is not there.\n`);

async function run(): Promise<void> {
  const all: Measured[] = [];
  for (const [name, file] of Object.entries(DESCRIPTIONS)) {
    if (values.only !== undefined && values.only !== name) continue;
    all.push(await measure(name, folder, file, readingsOf(name)));
  }
  const path = join(root, 'docs/inference.md');
  const options = { ...(await resolveConfig(path)), filepath: path };
  const text = await format(report(all), options);
  process.stdout.write(text);
  if (!values.write || values.only !== undefined) return;
  const [above = '', below = ''] = readFileSync(path, 'utf8').split(
    /<!-- measured -->[^]*<!-- end -->/,
  );
  const page = [above, '<!-- measured -->\n\n', text, '\n<!-- end -->', below].join('');
  writeFileSync(path, await format(page, options));
}
