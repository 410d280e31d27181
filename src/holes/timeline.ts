import type { RecordedEvent } from './events.ts';

/** What became of one hole in a run, from its events. */
export interface HoleTimeline {
  readonly hole: string;
  readonly status: 'filled' | 'open' | 'waiting' | 'rejected' | 'begun';
  readonly rounds: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: number;
  readonly reason?: string;
}

export interface RunTimeline {
  readonly run: string;
  /** RFC 3339. */
  readonly began: string;
  readonly ended: string | undefined;
  readonly reason: string | undefined;
  readonly holes: readonly HoleTimeline[];
}

const TYPES: ReadonlySet<string> = new Set<RecordedEvent['type']>([
  'run-started',
  'started',
  'context-scanned',
  'generation-started',
  'generated',
  'generation-failed',
  'verified',
  'tests-started',
  'tests-completed',
  'debugging',
  'fixing',
  'stuck',
  'all-passed',
  'approval-asked',
  'approved',
  'rejected',
  'file-written',
  'completed',
  'failed',
  'run-ended',
]);

/** The events among the lines of a record; lines of later versions are left out. */
export const eventsOf = (lines: readonly unknown[]): RecordedEvent[] =>
  lines.filter(
    (line): line is RecordedEvent =>
      typeof line === 'object' &&
      line !== null &&
      'type' in line &&
      typeof line.type === 'string' &&
      TYPES.has(line.type),
  );

/** Rebuilds the state of a run from its events. */
export function timelineOf(run: string, events: readonly RecordedEvent[]): RunTimeline {
  const holes = new Map<string, HoleTimeline>();
  for (const event of events) {
    if (!('hole' in event)) continue;
    const known = holes.get(event.hole) ?? begun(event.hole);
    holes.set(event.hole, after(known, event));
  }
  const end = events.findLast(({ type }) => type === 'run-ended');
  return {
    run,
    began: events[0]?.at ?? '',
    ended: end?.at,
    reason: end?.type === 'run-ended' ? end.reason : undefined,
    holes: [...holes.values()],
  };
}

const begun = (hole: string): HoleTimeline => ({
  hole,
  status: 'begun',
  rounds: 0,
  inputTokens: 0,
  outputTokens: 0,
  cost: 0,
});

function after(known: HoleTimeline, event: RecordedEvent): HoleTimeline {
  switch (event.type) {
    case 'generated':
      return event.replayed
        ? known
        : {
            ...known,
            inputTokens: known.inputTokens + event.usage.inputTokens,
            outputTokens: known.outputTokens + event.usage.outputTokens,
            cost: known.cost + (event.cost ?? 0),
          };
    case 'approval-asked':
      return { ...known, status: 'waiting' };
    case 'rejected':
      return { ...known, status: 'rejected', reason: 'It was not approved.' };
    case 'completed':
      return { ...known, status: 'filled', rounds: event.rounds };
    case 'failed':
      return { ...known, status: 'open', rounds: event.rounds, reason: event.reason };
    default:
      return known;
  }
}
