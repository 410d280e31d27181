import type { Disagreement, Measured } from './measured.ts';
import type { Reading } from './readings.ts';

/** What is measured over all descriptions together. */
export interface Totals {
  readonly operations: number;
  readonly agreed: number;
  readonly confident: number;
}

/** The sums over several descriptions. */
export function totals(all: readonly Measured[]): Totals {
  const operations = all.reduce((sum, { operations: own }) => sum + own, 0);
  const differing = all.flatMap(({ disagreements }) => disagreements);
  const confident = differing.filter(({ isConfident }) => isConfident).length;
  return { operations, agreed: operations - differing.length, confident };
}

/** A share in percent, with one digit behind the point. */
export const percent = (part: number, whole: number): string =>
  `${((100 * part) / whole).toFixed(1)} %`;

/** The table by description, and what the program and the readers do not agree on, in Markdown. */
export function report(all: readonly Measured[]): string {
  const rows = all.map((one) => row(one.name, totals([one])));
  return [
    table(
      ['description', 'operations', 'agreed', 'agreement', 'wrong and served', 'share'],
      [...rows, row('**all**', totals(all))],
    ),
    table(
      ['description', 'operation', 'the reader says', 'the program says', 'since'],
      all.flatMap(({ name, disagreements }) =>
        disagreements.map((one) => [name, `\`${one.reading.operation}\``, ...difference(one)]),
      ),
    ),
  ].join('\n\n');
}

const row = (name: string, { operations, agreed, confident }: Totals): string[] => [
  name,
  String(operations),
  String(agreed),
  percent(agreed, operations),
  String(confident),
  percent(confident, operations),
];

function difference({ reading, answer, reason, isConfident }: Disagreement): string[] {
  const said = columns(answer);
  return [columns(reading), isConfident ? `**${said}**` : said, reason ?? ''];
}

const columns = ({ status, kind, entity, key, page }: Reading): string =>
  [status, kind, entity, key, page].join(' ');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
