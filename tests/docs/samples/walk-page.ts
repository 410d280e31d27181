import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { main } from '../../cli/run-cli.ts';
import { type Sample, samplesOfPage } from './sample.ts';

const root = join(import.meta.dirname, '../../..');

/** Long samples are run as they stand, with tests, only when this is asked for. */
export const isWhole = process.env['SPECWRIGHT_SAMPLES'] === 'all';

/**
 * Makes a folder as the pages take it: the descriptions of the checkout, and `specwright` in the
 * path. What one page's runs have worked out, those of another find in `cache`.
 */
export function prepare(folder: string, cache: string): void {
  cpSync(join(root, 'specs'), join(folder, 'specs'), { recursive: true });
  const described = samplesOfPage('docs/guide.md').find(({ language }) => language === 'yaml');
  writeFileSync(join(folder, 'guide.yaml'), `${described?.text ?? ''}\n`);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  mkdirSync(join(folder, '.bin'));
  const shim = join(folder, '.bin/specwright');
  const quick = '[ "$1" = generate ] && [ -n "$QUICK" ] && set -- "$@" --no-test';
  const remember = `export SPECWRIGHT_CACHE='${cache}'`;
  writeFileSync(
    shim,
    `#!/bin/sh\n${remember}\n${quick}\nexec "${process.execPath}" "${main}" "$@"\n`,
  );
  chmodSync(shim, 0o755);
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function run(command: string, folder: string, isQuick: boolean): Ended {
  const { status, stdout } = spawnSync('bash', ['-c', `exec 2>&1\n${command}`], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${join(folder, '.bin')}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      GIT_CEILING_DIRECTORIES: dirname(folder),
      NO_COLOR: '1',
      CI: '',
      QUICK: isQuick ? '1' : '',
    },
  });
  return { code: status, output: stdout };
}

/** The commands of a sample, each with the lines that it is said to print. */
function steps({ language, text }: Sample): readonly (readonly [string, readonly string[]])[] {
  if (language === 'hidden') return [[text, []]];
  if (language === 'sh') return [[`set -e\n${text}`, []]];
  const found: [string, string[]][] = [];
  for (const line of text.split('\n'))
    if (line.startsWith('$ ')) found.push([line.slice(2), []]);
    else found.at(-1)?.[1].push(line);
  return found;
}

/** Counts of a summary, and sizes, change with the templates: any number stands for any other. */
function shape(line: string): string {
  const text = line.trim();
  return /^(?:Files|Tests|Time) |KiB$/.test(text) ? text.replace(/\d+(?:\.\d+)?/g, '#') : text;
}

/** The lines of `said` that `output` does not have, in this order; `…` stands for any lines. */
export function missingLines(said: readonly string[], output: string): readonly string[] {
  const printed = output.split('\n').map(shape);
  let from = 0;
  return said.filter((line) => {
    const wanted = shape(line);
    if (wanted === '' || wanted === '…') return false;
    const at = printed.indexOf(wanted, from);
    if (at >= 0) from = at + 1;
    return at < 0;
  });
}

/** Replaces the lines of a diff without hunks: what it takes away must stand in the file once. */
export function applyEdit(text: string, diff: string): string {
  const lines = diff.split('\n');
  const side = (sign: string) =>
    lines.filter((line) => !line.startsWith(sign)).map((line) => line.slice(1));
  const [before, after] = [side('+').join('\n'), side('-').join('\n')];
  const parts = text.split(before);
  if (parts.length !== 2) throw new Error(`the lines stand ${parts.length - 1} times in the file`);
  return parts.join(after);
}

/** Does what one sample of a page says, in the page's folder; returns what is wrong with it. */
export function walk(sample: Sample, folder: string): readonly string[] {
  const { language, info, text, place } = sample;
  const file = info.get('file');
  if (file !== undefined) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    const isEdit = language === 'diff';
    writeFileSync(path, isEdit ? applyEdit(readFileSync(path, 'utf8'), text) : `${text}\n`);
    return [];
  }
  if (!['hidden', 'sh', 'console'].includes(language)) return [];
  const isQuick = !isWhole && (language === 'hidden' || info.has('long'));
  const wanted = Number(info.get('exit') ?? 0);
  return steps(sample).flatMap(([command, said], at, all) => {
    const { code, output } = run(command, folder, isQuick);
    const expected = at === all.length - 1 ? wanted : 0;
    const wrong =
      code === expected ? [] : [`${place}: ${command} ended with ${String(code)}:\n${output}`];
    const missing = isQuick ? [] : missingLines(said, output);
    return [
      ...wrong,
      ...missing.map((line) => `${place}: ${command} does not print: ${line}\n${output}`),
    ];
  });
}
