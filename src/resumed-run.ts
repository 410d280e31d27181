import type { FillAsked, FillOptions } from './fill.ts';
import type { RecordedEvent } from './holes/events.ts';
import { eventsOf, timelineOf } from './holes/timeline.ts';
import { readRun } from './workspace/runs.ts';
import { workspaceError } from './workspace/workspace-error.ts';

/** A run that is taken up again. */
export interface ResumedRun extends NonNullable<FillOptions['resume']> {
  /** What it was asked. */
  readonly asked: FillAsked;
  /** Holes that wait, were begun, or were not begun. */
  readonly open: readonly string[];
  /** All of them are written and wait for approval. */
  readonly isOnlyWaiting: boolean;
}

/**
 * What is left to do of a run.
 *
 * @throws WorkspaceError when there is no such run, or its record is damaged
 */
export function runToResume(service: string, run: string): ResumedRun {
  const events = eventsOf(readRun(service, run));
  const { asked, provider } = askedIn(run, events);
  const { holes } = timelineOf(run, events);
  const begun = new Set(holes.map(({ hole }) => hole));
  const waiting = holes.filter(({ status }) => status === 'waiting').map(({ hole }) => hole);
  const open = [
    ...holes
      .filter(({ status }) => status === 'waiting' || status === 'begun')
      .map(({ hole }) => hole),
    ...asked.holes.filter((hole) => !begun.has(hole)),
  ];
  return {
    run,
    provider,
    holes: asked.holes,
    events,
    asked,
    open,
    isOnlyWaiting: waiting.length === open.length,
  };
}

/** What a run was asked, the holes that it was to fill, and who wrote them. */
function askedIn(
  run: string,
  events: readonly RecordedEvent[],
): { readonly asked: FillAsked; readonly provider: string | undefined } {
  const start = events.find((event) => event.type === 'run-started');
  if (!start)
    throw workspaceError(
      'SW6020',
      `The record of ${run} has no beginning. Start anew: specwright fill.`,
    );
  const { provider, ...asked } = start.options as FillAsked & { readonly provider?: string };
  return { asked: { ...asked, holes: start.holes }, provider };
}
