import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fill, type FillRequest, type FillResult } from '../api/fill.ts';
import { ConfigError } from '../config/config-error.ts';
import type { FillConfig } from '../config/project.ts';
import { bodyHash } from '../holes/contract.ts';
import { eventLine } from '../holes/event-line.ts';
import { nobody } from '../holes/providers/nobody.ts';
import { submission } from '../holes/providers/submission.ts';
import type { Decision } from '../holes/run-tools.ts';
import { logicFunction } from '../holes/source.ts';
import type { Failure } from '../holes/failure.ts';
import type { Finding } from './model-types.ts';
import { findingsOf } from './findings.ts';
import { readMembers, textOf } from './read-body.ts';
import { Refused } from './refused.ts';
import type { Call, Route } from './route.ts';
import type { ServiceView } from './service-view.ts';
import { type ActionEnd, streamed, type Tell } from './stream.ts';

const HOLE = '([A-Za-z_$][A-Za-z0-9_$]{0,199})';

/** What the page does with holes: by the same way as `specwright fill`, and by no other. */
export function holeActions(view: ServiceView, settings: FillConfig): Route[] {
  const filling = (call: Call, request: FillRequest): Promise<void> =>
    streamed(call, (tell) => filled(view, { ...request, signal: call.signal }, tell));
  const post = (name: string, answer: Route['answer']): Route => ({
    method: 'POST',
    address: new RegExp(`^api/holes/${HOLE}/${name}$`),
    answer,
  });
  const deciding = (decision: Decision) => async (call: Call) => {
    const run = runOf(textOf(await readMembers(call.request), 'run'));
    return filling(call, {
      resume: run,
      holes: [holeOf(call)],
      // What waits is there already: nobody is asked, and nothing is paid.
      provider: nobody,
      settings: { approve: 'ask' },
      approve: () => Promise.resolve(decision),
    });
  };
  return [
    post('body', async (call) => {
      const members = await readMembers(call.request);
      const [body, hash] = [textOf(members, 'body'), textOf(members, 'hash')];
      refuseChanged(view, holeOf(call), hash);
      return filling(call, {
        holes: [holeOf(call)],
        isOwn: true,
        provider: submission('page', body),
        settings: { models: ['person'], maxRounds: 1, tdd: false, approve: 'ask' },
        approve: () => Promise.resolve('yes'),
      });
    }),
    post('refill', async (call) => {
      await readMembers(call.request);
      return filling(call, { holes: [holeOf(call)], settings });
    }),
    post('approve', deciding('yes')),
    post('reject', deciding('no')),
  ];
}

const holeOf = ({ parameters: [hole = ''] }: Call): string => hole;

function runOf(run: string): string {
  if (/^\d{4,}-[0-9a-f]{8}$/.test(run)) return run;
  throw new Refused(400, 'SW7604', 'The body names no run.');
}

/** An edit is of the body that was shown: another one is not written over. */
function refuseChanged(view: ServiceView, hole: string, hash: string): void {
  const file = view.hole(hole)?.file;
  if (file === undefined)
    throw new Refused(404, 'SW7603', `There is no hole ${hole} any more. Reload the page.`);
  const text = readFileSync(join(view.project.out, file), 'utf8');
  if (bodyHash(logicFunction(text, hole)?.body ?? '') === hash) return;
  throw new Refused(
    409,
    'SW7607',
    `${hole} has changed since it was shown. Read again, and edit what is there now.`,
  );
}

/** Runs one filling, and says what came of it. */
async function filled(view: ServiceView, request: FillRequest, tell: Tell): Promise<ActionEnd> {
  const { cwd, out, config } = view.project;
  const failures: Failure[] = [];
  try {
    const result = await fill({
      cwd,
      out,
      config,
      ...request,
      onEvent: (event) => {
        if ('failures' in event) failures.splice(0, failures.length, ...event.failures);
        // Where nobody is asked, nothing is to be said of asking.
        const line = request.provider && SILENT.has(event.type) ? undefined : eventLine(event);
        if (line !== undefined) tell(line);
      },
    });
    return ended(result, failures);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { done: false, message: '', findings: findingsOf(error.diagnostics) };
  }
}

const WORDS = {
  filled: 'It passes, and is kept.',
  waiting: 'It passes, and waits for you.',
  open: 'Nothing was written.',
  unchanged: 'Nothing was written.',
} as const;

/** Events that the end of an action tells in full. */
const SILENT: ReadonlySet<string> = new Set(['generation-started', 'verified', 'failed']);

/** @param failures what was found of the last body */
function ended(result: FillResult, failures: readonly Failure[]): ActionEnd {
  const findings = findingsOf(result.diagnostics);
  if (result.outcome === 'refused') return { done: false, message: '', findings };
  const [outcome] = result.holes;
  if (!outcome) return { done: false, message: 'There was nothing left to do.', findings };
  const { status, reason = '' } = outcome;
  const isDone = status === 'filled' || status === 'waiting';
  // What the message says already is not said again.
  const others = findings.filter(({ code }) => code !== 'SW8004' && code !== 'SW8006');
  if (isDone) return { done: true, message: WORDS[status], findings: others };
  const found = failures.map(({ where, message }): Finding => ({
    code: 'SW8004',
    severity: 'error',
    message: where === '' ? message : `${where}: ${message}`,
  }));
  const message = found.length > 0 ? WORDS[status] : `${WORDS[status]} ${reason}`;
  return { done: false, message, findings: [...found, ...others] };
}
