import type { FillReport } from '../fill.ts';
import type { FillEvent } from '../holes/events.ts';
import { count, oneLine, table } from './table.ts';

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

/** One line about an event, for those who watch; nothing for what does not concern them. */
export function eventLine(event: FillEvent): string | undefined {
  switch (event.type) {
    case 'generation-started':
      return `${event.hole}: asking ${event.model} ${event.purpose === 'tests' ? 'for tests' : `(round ${event.round})`}`;
    case 'generation-failed':
      return `${event.hole}: ${event.reason}`;
    case 'verified':
      return event.ok
        ? undefined
        : `${event.hole}: not accepted: ${oneLine(event.failures[0]?.message ?? '')}`;
    case 'tests-completed':
      return event.failures.length === 0
        ? `${event.hole}: ${event.passed} tests pass`
        : `${event.hole}: ${oneLine(`${event.failures[0]?.where ?? ''} ${event.failures[0]?.message ?? ''}`)}`;
    case 'stuck':
      return `${event.hole}: goes in circles; ${STUCK[event.then]}`;
    case 'file-written':
      return `${event.hole}: kept in ${event.file}`;
    case 'failed':
      return `${event.hole}: ${oneLine(event.reason, 200)}`;
    default:
      return undefined;
  }
}

const STUCK = {
  afresh: 'starting afresh',
  'next-model': 'asking the next model',
  'give-up': 'giving up',
} as const;
