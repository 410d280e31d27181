import { relative, sep } from 'node:path';
import type { DiffResult, ModelDiffResult } from '../api/diff.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { outcomeWords } from '../outcome-words.ts';
import { count } from './table.ts';

/** Characters of a comment that GitHub takes are 65,536; the rest is for what stands round it. */
const LONGEST = 60_000;
const MOST_FILES = 100;
const MOST_LINES = 60;

/**
 * What would change and what breaks, as GitHub's Markdown. Text of descriptions and of files stands
 * in code alone, where it means nothing: no link, no image, no mention.
 */
export function markdownReport(
  files: readonly DiffResult[],
  models: readonly ModelDiffResult[],
  cwd: string,
): string {
  const heads = files.map((one, at) => head(one, models[at], cwd));
  let room = LONGEST - heads.reduce((sum, text) => sum + text.length, 0);
  const parts = files.map((one, at) => {
    const details = one.files.map((file) => diffOf(file.path, file.diff));
    const fitting: string[] = [];
    for (const detail of details) {
      if (detail.length > room) continue;
      room -= detail.length;
      fitting.push(detail);
    }
    const left = details.length - fitting.length;
    const rest = left > 0 ? `\n${count(left, 'diff')} left out: too long for a comment.\n` : '';
    return `${heads[at] ?? ''}${fitting.join('')}${rest}`;
  });
  return parts.join('\n').slice(0, LONGEST + 1000);
}

function head(
  { service, out, outcome, files, diagnostics }: DiffResult,
  model: ModelDiffResult | undefined,
  cwd: string,
): string {
  const folder = relative(cwd, out).split(sep).join('/') || '.';
  const breaking = model?.outcome === 'done' ? model.breaking : [];
  const lines = model?.outcome === 'done' ? model.lines : [];
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const rows = files
    .slice(0, MOST_FILES)
    .map(({ path, action }) => `| ${code(path)} | ${action} |`);
  return [
    `### ${code(service || folder)}: ${outcomeWords[outcome]}\n`,
    ...section(
      `**${count(breaking.length, 'breaking change')} of the description**`,
      breaking.map((line) => `- ${code(line)}`),
    ),
    ...section(
      '**The description**',
      lines.map((line) => line),
      fenced,
    ),
    ...section('**Errors**', errors.map(finding)),
    ...(rows.length === 0
      ? []
      : [
          `**The plan**: run \`specwright generate\`; ${count(files.length, 'file')} would change.\n`,
          '| file | what |\n| --- | --- |',
          ...rows,
          ...(files.length > MOST_FILES ? [`| … ${files.length - MOST_FILES} more | |`] : []),
          '',
        ]),
    '',
  ].join('\n');
}

function section(
  title: string,
  all: readonly string[],
  print: (lines: readonly string[]) => string = (lines) => lines.join('\n'),
): string[] {
  if (all.length === 0) return [];
  const left = all.length - MOST_LINES;
  return [
    `${title}\n`,
    print(all.slice(0, MOST_LINES)),
    ...(left > 0 ? [`\n… and ${left} more`] : []),
    '',
  ];
}

function finding({ code: number, message, location }: Diagnostic): string {
  const place = location === undefined ? '' : `${location.file}:${location.line}: `;
  return `- ${code(`${place}${message.split('\n')[0] ?? ''} (${number})`)}`;
}

const diffOf = (path: string, diff: string): string =>
  `<details><summary><code>${html(path)}</code></summary>\n\n${fenced([diff.trimEnd()], 'diff')}\n\n</details>\n`;

/** A block of code whose fence is longer than any in it. */
function fenced(lines: readonly string[], language = 'text'): string {
  const text = lines.join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A span of code on one line, which no table and no backtick ends. */
function code(text: string): string {
  const plain = oneLine(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${plain}${fence}` : `${fence} ${plain} ${fence}`;
}

/** Text in HTML, on one line; every sign that HTML or Markdown could take for one of theirs is a number. */
const html = (text: string): string =>
  oneLine(text).replace(/[&<>"'@`*_[\]]/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`);

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
