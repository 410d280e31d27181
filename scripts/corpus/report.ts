import type { Tried } from './measured.ts';
import { NOT_VALID } from './not-valid.ts';

/** Folders of descriptions that are wrong or hostile. */
const INVALID = ['broken/', 'invalid/'];

const isNamedInvalid = ({ file }: Tried): boolean =>
  INVALID.some((folder) => file.startsWith(folder));

/** Every description is served, or refused with a place for each error. */
export const isAsItShouldBe = (tried: Tried): boolean =>
  tried.result === 'ok' || (tried.result === 'refused' && isLocated(tried));

/** A file whose expansion is refused as a whole (SW1006, SW1008) has no one place. */
const isLocated = ({ measured }: Tried): boolean =>
  (measured?.diagnostics ?? [])
    .filter(({ severity, code }) => severity === 'error' && code !== 'SW1008')
    .every(({ located }) => located);

/** Both tables, in Markdown. */
export function report(all: readonly Tried[]): string {
  const wrong = all.filter(isNamedInvalid);
  const right = all.filter((tried) => !isNamedInvalid(tried));
  const measured = right.flatMap(({ measured: one }) => one ?? []);
  const sum = (of: (one: (typeof measured)[number]) => number): number =>
    measured.reduce((total, one) => total + of(one), 0);
  const parts = [
    '# Real descriptions',
    'What public descriptions became: each is generated in a process of its own, its types are checked, its tests are run on SQLite, and the service is started and asked whether it lives. Time is all of that on a machine of two cores that others use, too; memory is the peak of the process that generates, without those of the tests.',
    '```sh skip="needs the descriptions, which are no part of the repository"\nnpm run corpus\n```',
    table(
      [
        'description',
        'operations',
        'live',
        'holes',
        'entities',
        'lines',
        'tests',
        'time',
        'memory',
        'result',
      ],
      [
        ...right.map(row),
        [
          `**${right.length} descriptions**`,
          sum(({ operations }) => operations),
          sum(({ live }) => live),
          sum(({ operations, live }) => operations - live),
          sum(({ entities }) => entities),
          sum(({ lines }) => lines),
          sum(({ tests }) => tests),
          seconds(sum(({ ms }) => ms)),
          '',
          `**${counts(right)}**`,
        ],
      ],
    ),
  ];
  const remarks = right.filter(({ result }) => result !== 'ok').map(remark);
  if (remarks.length > 0) parts.push('## What does not pass', remarks.join('\n'));
  if (wrong.length === 0) return parts.join('\n\n');
  return [
    ...parts,
    '## Descriptions that are wrong or hostile',
    'From the test suites of other readers. The specification decides what they are: an error is refused with a place in the file and exit code 3, and a slip whose meaning is beyond doubt is repaired with a warning. A few are valid.',
    table(
      ['description', 'result', 'finding'],
      [...wrong.map(wrongRow), [`**${wrong.length} descriptions**`, `**${counts(wrong)}**`, '']],
    ),
  ].join('\n\n');
}

function row({ file, measured, result, reason }: Tried): (string | number)[] {
  const verdict = result === 'ok' ? 'ok' : `${result}: ${cut(reason)}`;
  if (measured === undefined) return [file, '', '', '', '', '', '', '', '', verdict];
  const { operations, live, entities, lines, tests, ms, memoryMb } = measured;
  return [
    file,
    operations,
    live,
    operations - live,
    entities,
    lines,
    tests,
    seconds(ms),
    `${memoryMb} MB`,
    verdict,
  ];
}

/** Why a description that is said to be valid is no service. */
const remark = ({ file, reason }: Tried): string =>
  `- \`${file}\`: ${cut(NOT_VALID[file] ?? reason)}.`;

function wrongRow(tried: Tried): (string | number)[] {
  const { file, measured, result, reason } = tried;
  const warning = measured?.diagnostics.find(({ severity }) => severity === 'warning');
  if (result !== 'ok')
    return [file, isLocated(tried) ? result : `${result}, without a place`, cut(reason)];
  return warning === undefined
    ? [file, 'valid', '']
    : [file, 'repaired', cut(`${warning.code} ${warning.message}`)];
}

/** `60 ok, 2 refused`. */
function counts(all: readonly Tried[]): string {
  const groups = Map.groupBy(all, ({ result }) => result);
  return [...groups].map(([result, { length }]) => `${length} ${result}`).join(', ');
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const cut = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 160 ? `${line.slice(0, 157)}…` : line;
};

const table = (
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string => {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
};
