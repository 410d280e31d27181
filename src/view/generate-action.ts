import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { GenerateResult } from '../generate-result.ts';
import { NotReady } from '../not-ready.ts';
import { outcomeWords } from '../outcome-words.ts';
import { generate } from '../pipeline.ts';
import { stageWords } from '../stage-words.ts';
import { findingsOf } from './findings.ts';
import { planHash } from './plan-view.ts';
import { readMembers, textOf } from './read-body.ts';
import { isKnown } from './read-routes.ts';
import type { Route } from './route.ts';
import type { ServiceView } from './service-view.ts';
import { type ActionEnd, streamed, type Tell } from './stream.ts';

/** What is asked of a generation. */
interface Asked {
  /** Hash of the plan that a person has seen. */
  readonly plan: string;
  readonly test: boolean;
}

/** Writes the plan that was shown, as `specwright generate` does. */
export const generateAction = (view: ServiceView): Route => ({
  method: 'POST',
  address: /^api\/generate$/,
  answer: async (call) => {
    const members = await readMembers(call.request);
    const asked = { plan: textOf(members, 'plan'), test: members['test'] !== false };
    return streamed(call, (tell) => generated(view, asked, tell, call.signal));
  },
});

async function generated(
  { project }: ServiceView,
  { plan: seen, test }: Asked,
  tell: Tell,
  signal: AbortSignal,
): Promise<ActionEnd> {
  try {
    const result = await generate(
      { ...project, test },
      {
        signal,
        onProgress: (stage, detail) => tell(detail ?? stageWords[stage]),
        onPlan: (plan) => {
          if (planHash(plan) !== seen) throw changed();
        },
      },
    );
    return ended(result);
  } catch (error) {
    if (!isKnown(error)) throw error;
    return { done: false, message: '', findings: findingsOf(error.diagnostics) };
  }
}

const changed = (): NotReady =>
  new NotReady([
    diagnostic(
      'SW7607',
      'error',
      'The plan is another one than it was when it was shown. Look at it as it is now.',
    ),
  ]);

function ended({ outcome, files, diagnostics, tests }: GenerateResult): ActionEnd {
  const done = outcome === 'done' || outcome === 'unchanged' || outcome === 'conflict';
  const written = files.filter(({ action }) => action !== 'keep' && action !== 'unchanged').length;
  const tested = tests === undefined ? '' : ` ${tests.passed} of ${tests.total} tests passed.`;
  const words: Partial<Record<GenerateResult['outcome'], string>> = {
    done: `The plan is written: ${written} ${written === 1 ? 'file' : 'files'}.${tested}`,
    conflict: 'The plan is written, but for what needs your decision.',
  };
  const message = words[outcome] ?? `${sentence(outcomeWords[outcome])}.`;
  return { done, message, findings: findingsOf(diagnostics) };
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
