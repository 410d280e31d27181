import { oneLine } from '../diagnostics/one-line.ts';
import type { FillEvent } from './events.ts';

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
