import { oneLine } from '../diagnostics/one-line.ts';
import type { Covered, Status } from '../model/keywords/coverage.ts';
import type { Described } from './described.ts';
import { count, table } from './table.ts';

const TITLES: Readonly<Record<Status, string>> = {
  enforced: 'enforced: the service validates or serves it',
  typed: 'typed only: it is in types and documentation, and nothing checks it',
  ignored: 'ignored: it has no effect',
};

const STATUSES: readonly Status[] = ['enforced', 'typed', 'ignored'];

const counts = (all: readonly Covered[]): Record<Status, number> => ({
  enforced: all.filter(({ status }) => status === 'enforced').length,
  typed: all.filter(({ status }) => status === 'typed').length,
  ignored: all.filter(({ status }) => status === 'ignored').length,
});

/** What `explain --coverage` prints: every keyword with its place, by what becomes of it. */
export function coverageText(all: readonly Covered[], document: Described): string {
  const { enforced, typed, ignored } = counts(all);
  const summary = `${document.file}: ${count(all.length, 'keyword')}, ${enforced} enforced, ${typed} typed only, ${ignored} ignored\n`;
  const parts = STATUSES.flatMap((status) => {
    const own = all.filter((one) => one.status === status);
    return own.length === 0 ? [] : [statusText(TITLES[status], own, document)];
  });
  return [summary, ...parts].join('\n');
}

function statusText(title: string, all: readonly Covered[], document: Described): string {
  const areas = Map.groupBy(all, ({ area }) => area);
  const parts = [...areas].map(([area, own]) => {
    const rows = own.map(({ keyword, because, source }) => {
      const { file, line, column } = document.locate(source);
      return [`${file}:${line}:${column}`, oneLine(keyword, 40), oneLine(because, 120)];
    });
    return `  ${area}: ${own.length}\n${table(rows, '    ')}`;
  });
  return `${title} (${all.length})\n${parts.join('')}`;
}

/** The same as data. */
export function coverageJson(all: readonly Covered[], document: Described): string {
  const keywords = all.map(({ keyword, area, status, because, source }) => ({
    keyword,
    coverage: status,
    group: area,
    because,
    source: document.locate(source),
  }));
  return `${JSON.stringify({ description: document.file, counts: counts(all), keywords }, null, 2)}\n`;
}
