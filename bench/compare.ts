/**
 * Compares Specwright with other generators, by what each makes of the same descriptions:
 * `npm run build && npm run bench:compare -- [--only TOOL,…] [--inputs NAME,…] [--results FILE]
 * [--no-write]`. Each tool is installed, at the version that its file names, into a temporary folder
 * of its own; one works at a time. Servers listen on the loopback interface only.
 *
 * What was measured is kept, line by line, in the file of results, and the latest counts: so a run may
 * be one of several. The tables of docs/comparison.md are made of them: «not run» is what is missing.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { EDITED, inputsThatAreHere } from './compare/inputs.ts';
import { install } from './compare/install.ts';
import { type Measured, measure } from './compare/measure.ts';
import { tablesOf, toldOf, withTables } from './compare/report.ts';
import { TOOLS } from './compare/tools.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    inputs: { type: 'string' },
    results: { type: 'string', default: join(tmpdir(), 'specwright-compare.jsonl') },
    write: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const say = (text: string) => process.stdout.write(`${text}\n`);

const inputs = await inputsThatAreHere(say);
const isNamed = (list: string | undefined, name: string) =>
  list === undefined ||
  list
    .split(',')
    .some((part) => (part.startsWith('=') ? name === part.slice(1) : name.includes(part)));

for (const tool of TOOLS.filter(({ name }) => isNamed(values.only, name))) {
  const installed = await install(tool);
  if ('missing' in installed) {
    say(`skipped: ${tool.name} ${tool.version}, since ${installed.missing}`);
    continue;
  }
  for (const input of inputs) {
    if (!isNamed(values.inputs, input.name)) continue;
    if (tool.isForEdits === true && input.name !== EDITED.name) continue;
    const measured = await measure(tool, installed.home, input);
    // What a tool says may name the folder that it works in.
    const line = JSON.stringify(measured).replaceAll(`${installed.home}/`, '');
    appendFileSync(values.results, `${line}\n`);
    say(toldOf(measured));
  }
}

const all = readResults();
const path = fileURLToPath(new URL('../docs/comparison.md', import.meta.url));
if (values.write && existsSync(path)) {
  const text = withTables(readFileSync(path, 'utf8'), tablesOf(TOOLS, inputs, all));
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}

function readResults(): Measured[] {
  if (!existsSync(values.results)) return [];
  const lines = readFileSync(values.results, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Measured);
}
