import { oneLine } from '../diagnostics/one-line.ts';
import { fill } from '../api/fill.ts';
import type { RecordedEvent } from '../holes/events.ts';
import { failuresText } from '../holes/prompt.ts';
import { eventsOf, type RunTimeline, timelineOf } from '../holes/timeline.ts';
import { listRuns, readRun } from '../workspace/runs.ts';
import { ExitCode } from './exit-code.ts';
import { type FillArguments, fillSettings } from './fill-arguments.ts';
import { asked, ended, guarded } from './fill-command.ts';
import { printedJson } from './json-report.ts';
import { generatedService, type ServiceArguments } from './service-arguments.ts';
import { count, table } from './table.ts';
import type { Terminal } from './terminal.ts';

/** `specwright runs list`: every run of fill on a service. */
export function runsList(given: ServiceArguments, terminal: Terminal): Promise<number> {
  return guarded(given, terminal, async () => {
    const { project } = await generatedService(given, terminal);
    const runs = listRuns(project.out).map((run) =>
      timelineOf(run, eventsOf(readRun(project.out, run))),
    );
    if (given.json === true) terminal.out(printedJson([{ runs }]));
    else terminal.out(runs.length === 0 ? 'No run yet.\n' : table(runs.map(runRow), ''));
    return ExitCode.done;
  });
}

const runRow = ({ run, began, reason, holes }: RunTimeline): string[] => [
  run,
  began,
  reason ?? 'cut short',
  count(holes.length, 'hole'),
  `${holes.filter(({ status }) => status === 'filled').length} filled`,
  `${holes.reduce((sum, hole) => sum + hole.inputTokens + hole.outputTokens, 0)} tokens`,
];

/** `specwright runs show ID`: what happened, in order, with diffs and cost. */
export function runsShow(
  run: string,
  given: ServiceArguments,
  terminal: Terminal,
): Promise<number> {
  return guarded(given, terminal, async () => {
    const { project } = await generatedService(given, terminal);
    const events = eventsOf(readRun(project.out, run));
    const timeline = timelineOf(run, events);
    if (given.json === true) {
      terminal.out(printedJson([{ ...timeline, events }]));
      return ExitCode.done;
    }
    terminal.out(`${run}: began ${timeline.began}, ${timeline.reason ?? 'cut short'}\n`);
    terminal.out(
      table(
        timeline.holes.map(({ hole, status, rounds, inputTokens, outputTokens, cost, reason }) => [
          hole,
          status,
          count(rounds, 'round'),
          `${inputTokens} + ${outputTokens} tokens`,
          cost > 0 ? cost.toFixed(4) : '',
          oneLine(reason ?? ''),
        ]),
      ),
    );
    terminal.out('\n');
    for (const event of events) terminal.out(eventText(event));
    return ExitCode.done;
  });
}

function eventText(event: RecordedEvent): string {
  const { at, type } = event;
  const head = `${at}  ${type}${'hole' in event ? `  ${event.hole}` : ''}`;
  switch (event.type) {
    case 'context-scanned':
      return `${head}  round ${event.round}: ${event.tokens} tokens, ${event.contextTokens} of them context\n`;
    case 'generated':
      return `${head}  ${event.model}: ${event.usage.inputTokens} + ${event.usage.outputTokens} tokens${event.replayed ? ', known already' : ''}\n`;
    case 'generation-failed':
    case 'failed':
      return `${head}  ${event.reason}\n`;
    case 'verified':
      return `${head}  ${event.ok ? 'accepted' : `refused\n${indented(failuresText(event.failures))}`}${event.ok ? ` in ${event.milliseconds} ms` : ''}\n`;
    case 'tests-completed':
      return `${head}  ${event.passed} passed, ${event.failed} failed in ${event.milliseconds} ms\n${event.failures.length > 0 ? `${indented(failuresText(event.failures))}\n` : ''}`;
    case 'stuck':
      return `${head}  ${event.then}\n`;
    case 'approval-asked':
    case 'file-written':
      return `${head}\n${indented(event.diff)}\n`;
    default:
      return `${head}\n`;
  }
}

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

/** `specwright runs resume ID`: goes on where a run stopped, and pays for nothing twice. */
export async function runsResume(
  run: string,
  given: ServiceArguments & Pick<FillArguments, 'approve'>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const settings = fillSettings(given);
  const result = await fill({ ...asked(given, terminal, signal), resume: run, settings });
  if (result.outcome === 'ran' && result.holes.length === 0 && given.json !== true) {
    terminal.out(`Run ${run} has nothing left to do.\n`);
    return ExitCode.done;
  }
  return ended(result, given, terminal);
}
