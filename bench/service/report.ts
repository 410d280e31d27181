import { ENDPOINTS, type Turn } from './turn.ts';

/** What was measured on one database. */
export interface Run {
  readonly database: string;
  readonly turns: readonly Turn[];
  readonly memory: ReadonlyMap<string, { readonly atRest: number; readonly after: number }>;
}

/** The contender that the others are compared with. */
export const CEILING = 'by hand';

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle) - 1] ?? NaN)) / 2;
}

const speed = ({ requests, seconds }: Turn) => requests / seconds;
const cost = ({ cpu, requests }: Turn) => (cpu / requests) * 1000;

/** What a quarter of the rounds reach, from the best: what else a machine does only slows a turn. */
function reached(values: readonly number[], order: (one: number, other: number) => number) {
  return values.toSorted(order)[Math.floor((values.length - 1) / 4)] ?? NaN;
}

const fastest = (turns: readonly Turn[]) => reached(turns.map(speed), (one, other) => other - one);
const cheapest = (turns: readonly Turn[]) => reached(turns.map(cost), (one, other) => one - other);

/** A line for each endpoint of each contender. */
export function tableOf({ database, turns, memory }: Run): string {
  const lines = [
    `### On ${database}`,
    '',
    `${turns.filter(({ contender, endpoint }) => contender === CEILING && endpoint === 'get').length} rounds.`,
    '',
    '| endpoint | service | requests/s | of the ceiling | CPU for a request | CPU of the ceiling / its own | p50 | p99 |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
  ];
  for (const endpoint of ENDPOINTS)
    for (const name of memory.keys()) {
      const turnsOf = (contender: string) =>
        turns.filter((turn) => turn.endpoint === endpoint && turn.contender === contender);
      const [own, ceiling] = [turnsOf(name), turnsOf(CEILING)];
      if (own.length === 0) continue;
      const cells = [
        endpoint,
        name,
        Math.round(fastest(own)).toLocaleString('en'),
        (fastest(own) / fastest(ceiling)).toFixed(2),
        `${Math.round(cheapest(own))} µs`,
        (cheapest(ceiling) / cheapest(own)).toFixed(2),
        `${median(own.map(({ p50 }) => p50))} ms`,
        `${median(own.map(({ p99 }) => p99))} ms`,
      ];
      lines.push(`| ${cells.join(' | ')} |`);
    }
  lines.push('', '| service | memory at rest | memory after the load |', '| --- | --- | --- |');
  const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
  for (const [name, { atRest, after }] of memory)
    lines.push(`| ${name} | ${megabytes(atRest)} | ${megabytes(after)} |`);
  return lines.join('\n');
}

const START = '<!-- bench:service -->';
const END = '<!-- /bench:service -->';

/** A page with the section of the service replaced, or added. */
export function withSection(page: string, section: string): string {
  const from = page.indexOf(START);
  const to = page.indexOf(END);
  const marked = `${START}\n\n${section}\n\n${END}`;
  if (from < 0 || to < 0) return `${page.trimEnd()}\n\n${marked}\n`;
  return `${page.slice(0, from)}${marked}${page.slice(to + END.length)}`;
}
