import type { RecordedEvent } from '../holes/events.ts';
import type { RunTimeline } from '../holes/timeline.ts';
import type { HolesRequest } from './holes.ts';
import { type Refusal, refusalOf } from './refusal.ts';

export interface RunsRequest extends Omit<HolesRequest, 'signal'> {
  /** Only this one. */
  readonly run?: string | undefined;
}

/** What happened in a run of `fill`, and every event of it. */
export interface RunReport extends RunTimeline {
  readonly events: readonly RecordedEvent[];
}

export type RunsResult =
  { readonly outcome: 'done'; readonly runs: readonly RunReport[] } | Refusal;

/**
 * The runs of `fill` on a service, the oldest first: `specwright runs`.
 *
 * @throws ConfigError when the configuration cannot be understood
 */
export async function runs(request: RunsRequest = {}): Promise<RunsResult> {
  const { cwd = process.cwd(), out, config, run } = request;
  const [{ generatedService }, { listRuns, readRun }, { eventsOf, timelineOf }] = await Promise.all(
    [
      import('../generated-service.ts'),
      import('../workspace/runs.ts'),
      import('../holes/timeline.ts'),
    ],
  );
  try {
    const { project } = await generatedService(cwd, out, config);
    const wanted = run === undefined ? listRuns(project.out) : [run];
    return {
      outcome: 'done',
      runs: wanted.map((id) => {
        const events = eventsOf(readRun(project.out, id));
        return { ...timelineOf(id, events), events };
      }),
    };
  } catch (error) {
    return refusalOf(error);
  }
}
