import { decideTests, type TestsDecision } from '../decide-tests.ts';
import { findingsOf } from './findings.ts';
import { type Members, readMembers, textOf } from './read-body.ts';
import { isKnown } from './read-routes.ts';
import { Refused } from './refused.ts';
import type { Route } from './route.ts';
import type { ServiceView } from './service-view.ts';
import { type ActionEnd, streamed, type Tell } from './stream.ts';

/** Decides about the tests that a model proposed for a hole, as `specwright tests` does. */
export const testsAction = (view: ServiceView): Route => ({
  method: 'POST',
  address: /^api\/holes\/([A-Za-z_$][A-Za-z0-9_$]{0,199})\/tests$/,
  answer: async (call) => {
    const members = await readMembers(call.request);
    const [hole = ''] = call.parameters;
    const decision: TestsDecision = {
      hole,
      decision: choiceOf(members),
      hash: textOf(members, 'hash'),
      ...(members['text'] !== undefined && { text: textOf(members, 'text') }),
      failing: members['failing'] === true,
    };
    return streamed(call, (tell) => decided(view, decision, tell, call.signal));
  },
});

function choiceOf({ decision }: Members): TestsDecision['decision'] {
  if (decision === 'approve' || decision === 'reject') return decision;
  throw new Refused(400, 'SW7604', 'The body needs "decision": approve or reject.');
}

async function decided(
  view: ServiceView,
  decision: TestsDecision,
  onProgress: Tell,
  signal: AbortSignal,
): Promise<ActionEnd> {
  try {
    const { path, passed, failed, diagnostics } = await decideTests(
      view.project,
      view.lock(),
      decision,
      { signal, onProgress },
    );
    const message =
      decision.decision === 'reject'
        ? `${path} is removed.`
        : `${path} is written. ${outcome(passed, failed)}`;
    return { done: true, message, findings: findingsOf(diagnostics) };
  } catch (error) {
    if (!isKnown(error)) throw error;
    const findings = findingsOf(error.diagnostics);
    return { done: false, message: 'Nothing was written.', findings };
  }
}

function outcome(passed: number, failed: number): string {
  if (failed > 0) return 'It fails with the body that there is.';
  return passed > 0 ? 'It passes.' : 'It runs once the hole is filled.';
}
