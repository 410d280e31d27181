import { bodyHash, type Contract } from './contract.ts';
import { Desk } from './desk.ts';
import { fromTests } from './failure.ts';
import {
  examine,
  fillHole,
  type FillOptions,
  type FillResult,
  type FillTools,
} from './fill-hole.ts';
import { hasOwnTests, proposedTests, testFiles } from './hole-tests.ts';
import type { PromptContext } from './prompt.ts';
import { ProviderError } from './providers/provider.ts';
import type { FileText, RunRequest, RunTools } from './run-tools.ts';
import { isOpenIn } from './is-open.ts';
import { logicFunction } from './source.ts';

export interface HoleOutcome {
  readonly hole: string;
  readonly status: 'filled' | 'open' | 'waiting' | 'unchanged';
  readonly rounds: number;
  readonly model?: string;
  /** Why it is not filled. */
  readonly reason?: string;
}

export interface RunOutcome {
  readonly holes: readonly HoleOutcome[];
  readonly ended: 'done' | 'waiting' | 'aborted' | 'budget';
}

/** Fills holes side by side. Each that passes is kept at once; what does not stays as it was. */
export async function fillHoles(request: RunRequest, tools: RunTools): Promise<RunOutcome> {
  const desk = new Desk(request.tree);
  const waiting = [...request.contracts];
  const outcomes = new Map<string, HoleOutcome>();
  let isAborted = false;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !isAborted; next = waiting.shift()) {
      try {
        outcomes.set(next.hole.id, await fillOne(next, request, tools, desk));
      } catch (error) {
        if (!(error instanceof ProviderError) || error.kind !== 'aborted') throw error;
        isAborted = true;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, request.jobs) }, work));
  const holes = request.contracts.map(
    ({ hole }) =>
      outcomes.get(hole.id) ?? {
        hole: hole.id,
        status: 'open' as const,
        rounds: 0,
        reason: 'The run was stopped.',
      },
  );
  const ended = isAborted
    ? 'aborted'
    : holes.some(({ status }) => status === 'waiting')
      ? 'waiting'
      : tools.budget.exhausted() !== undefined
        ? 'budget'
        : 'done';
  tools.record({ type: 'run-ended', reason: ended });
  return { holes, ended };
}

async function fillOne(
  contract: Contract,
  request: RunRequest,
  tools: RunTools,
  desk: Desk,
): Promise<HoleOutcome> {
  const { hole } = contract;
  const { record } = tools;
  record({ type: 'started', hole: hole.id, contract: contract.hash });
  const current = logicFunction(desk.text(hole.file), hole.id)?.body ?? '';
  const proposed = await proposedTests(contract, request, tools, desk);
  const others = proposed ? [proposed] : [];
  const tests = testFiles(contract, desk, others);
  const fillTools: FillTools = {
    ...tools,
    judge: (own, body) => {
      const file = desk.candidate(own, body);
      return tools.judge(
        file,
        hole.id,
        body,
        own.lent.map(({ name }) => name),
      );
    },
    test: (own, body) => tools.test([desk.candidate(own, body), ...others], tests),
  };
  const context: PromptContext = {
    siblings: siblingsOf(contract, request.written),
    style: request.style,
  };
  const options: FillOptions = {
    models: request.models,
    maxRounds: request.maxRounds,
    maxInputTokens: request.maxInputTokens,
    maxOutputTokens: request.maxOutputTokens,
    context,
  };
  const passedBefore = request.waiting.get(hole.id);
  if (passedBefore) {
    const { passed, failures } = await examine(contract, fillTools, passedBefore.body, 0);
    if (failures.length === 0)
      return decide(
        contract,
        { ok: true, passed, ...passedBefore },
        current,
        others,
        request,
        tools,
        desk,
      );
  }
  const prepared = await prepare(contract, current, request, fillTools, options);
  if ('outcome' in prepared) return prepared.outcome;
  const result = await fillHole(contract, fillTools, prepared.options);
  if (!result.ok) return failed(contract, result, tools);
  return decide(contract, result, current, others, request, tools, desk);
}

/** What a repair or a rewriting needs to know of the body that there is. */
async function prepare(
  contract: Contract,
  current: string,
  { mode }: RunRequest,
  tools: FillTools,
  options: FillOptions,
): Promise<{ readonly options: FillOptions } | { readonly outcome: HoleOutcome }> {
  const hole = contract.hole.id;
  if (mode.kind === 'fill')
    return isOpenIn(current, hole) || current === ''
      ? { options }
      : { options: { ...options, context: { ...options.context, current } } };
  const { failures, diagnostics } = await tools.test(contract, current);
  const isBroken = failures.length > 0 || diagnostics.some(({ severity }) => severity === 'error');
  if (mode.kind === 'debug') {
    if (!isBroken)
      return { outcome: { hole, status: 'unchanged', rounds: 0, reason: 'Its tests pass.' } };
    const found = fromTests(failures);
    tools.record({ type: 'debugging', hole, failures: found });
    return {
      options: {
        ...options,
        context: { ...options.context, current },
        failing: { body: current, failures: found },
      },
    };
  }
  if (isBroken)
    return {
      outcome: {
        hole,
        status: 'unchanged',
        rounds: 0,
        reason: 'Its tests fail before anything is changed. Repair it first: fill --debug.',
      },
    };
  return { options: { ...options, context: { ...options.context, current, goal: mode.goal } } };
}

function failed(
  { hole }: Contract,
  { reason, rounds }: Extract<FillResult, { ok: false }>,
  { record }: RunTools,
): HoleOutcome {
  record({ type: 'failed', hole: hole.id, rounds, reason });
  return { hole: hole.id, status: 'open', rounds, reason };
}

/** Keeps a body that passes, when those who decide agree. */
async function decide(
  contract: Contract,
  { body, model, rounds, passed }: Extract<FillResult, { ok: true }>,
  current: string,
  others: readonly FileText[],
  request: RunRequest,
  tools: RunTools,
  desk: Desk,
): Promise<HoleOutcome> {
  const hole = contract.hole.id;
  const { record } = tools;
  const isTested = passed > 0 && hasOwnTests(contract, desk, others, tools);
  const isAsked = request.approval === 'ask' || (request.approval === 'tests' && !isTested);
  if (isAsked) {
    const diff = tools.diff(contract.hole.file, current, body);
    record({ type: 'approval-asked', hole, body, diff });
    const decision = await desk.inTurn(() => tools.approve(contract, body, diff));
    if (decision === 'later')
      return { hole, status: 'waiting', rounds, model, reason: 'It waits for approval.' };
    if (decision === 'no') {
      record({ type: 'rejected', hole });
      return { hole, status: 'open', rounds, model, reason: 'It was not approved.' };
    }
    record({ type: 'approved', hole, by: 'person' });
  } else {
    record({ type: 'approved', hole, by: isTested ? 'tests' : 'nobody' });
  }
  const { provider, run } = request;
  const provenance = { contract: contract.hash, body: bodyHash(body), provider, model, run };
  await desk.keep(contract, body, others, tools, request.isOwn ? undefined : provenance);
  record({ type: 'completed', hole, rounds });
  return { hole, status: 'filled', rounds, model };
}

/** Up to two bodies that were written before this run, those of the same file first. */
export function siblingsOf(
  { hole }: Contract,
  written: RunRequest['written'],
): PromptContext['siblings'] {
  const isNear = (file: string) => (file === hole.file ? 0 : 1);
  return written
    .filter(({ name }) => name !== hole.id)
    .toSorted((one, other) => isNear(one.file) - isNear(other.file))
    .slice(0, 2)
    .map(({ name, body }) => ({ name, body }));
}
