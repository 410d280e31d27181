import { oneLine } from '../diagnostics/one-line.ts';
import type { FillReport } from '../fill.ts';
import { count, table } from './table.ts';

const ENDS: Readonly<Record<FillReport['ended'], string>> = {
  done: 'done',
  waiting: 'waiting for approval',
  aborted: 'stopped; what was kept stays',
  budget: 'the budget is used up',
};

/** What a run came to, for a person. */
export function fillReportText({ service, run, ended, holes, tokens, cost }: FillReport): string {
  if (holes.length === 0) return `${service}: no hole is open.\n`;
  const rows = holes.map(({ hole, status, rounds, model, reason }) => [
    status,
    hole,
    count(rounds, 'round'),
    oneLine(reason ?? model ?? ''),
  ]);
  const spent = `${tokens} tokens${cost > 0 ? `, ${cost.toFixed(4)}` : ''}`;
  return `${service}, run ${run}: ${ENDS[ended]}\n${table(rows)}${table([['Spent', spent]])}`;
}
