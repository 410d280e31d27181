import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { BODY_ANSWER, readBody } from './answer.ts';
import { ask, type AskTools } from './ask.ts';
import { bodyHash, type Contract } from './contract.ts';
import { type Failure, failureKey, fromDiagnostics, fromTests } from './failure.ts';
import { type Attempt, bodyPrompt, type CountTokens, type PromptContext } from './prompt.ts';
import type { ModelRequest } from './providers/provider.ts';

/** What tests said of a body. */
export interface TestOutcome {
  readonly passed: number;
  readonly failures: readonly { readonly name: string; readonly message: string }[];
  /** What kept tests from ending: time, memory, output. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a verdict on a body says. Lines of diagnostics count in the file. */
export interface Verdict {
  readonly diagnostics: readonly Diagnostic[];
  /** The file's line at which the body begins. */
  readonly firstLine: number;
}

/** What the loop is handed: it reads, asks, judges and tests through these alone. */
export interface FillTools extends AskTools {
  readonly judge: (contract: Contract, body: string) => Promise<Verdict>;
  readonly test: (contract: Contract, body: string) => Promise<TestOutcome>;
  /** Formats a body; `undefined` when it is no valid code. */
  readonly format: (body: string) => Promise<string | undefined>;
  readonly count: CountTokens;
  readonly clock: () => number;
}

export interface FillOptions {
  /** From the cheapest to the strongest. */
  readonly models: readonly string[];
  readonly maxRounds: number;
  /** Tokens of a request. */
  readonly maxInputTokens: number;
  /** Tokens of an answer. */
  readonly maxOutputTokens: number;
  readonly context: PromptContext;
  /** What a body must not be: the one that is to be repaired. */
  readonly failing?: Attempt;
}

export type FillResult =
  | {
      readonly ok: true;
      readonly body: string;
      readonly model: string;
      readonly rounds: number;
      readonly passed: number;
    }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly rounds: number;
      readonly isBudget: boolean;
    };

/** Where the loop stands. A change of approach forgets the attempts and remembers what they failed of. */
interface Approach {
  readonly model: number;
  readonly attempts: readonly Attempt[];
  readonly avoid: readonly Failure[];
  readonly isAfresh: boolean;
}

/**
 * Generate, verify, test, fix: until a body is accepted by all, or the rounds, the models or the
 * budget are at an end. What an earlier round said is never paid for twice.
 *
 * @throws ProviderError when the run is aborted
 */
export async function fillHole(
  contract: Contract,
  tools: FillTools,
  options: FillOptions,
): Promise<FillResult> {
  const { hole } = contract;
  const { record, budget } = tools;
  const seenBodies = new Set(options.failing ? [bodyHash(options.failing.body)] : []);
  const seenFailures = new Set<string>();
  const asked = new Set<string>();
  let approach: Approach = {
    model: 0,
    attempts: options.failing ? [options.failing] : [],
    avoid: [],
    isAfresh: false,
  };
  for (let round = 1; round <= options.maxRounds; round++) {
    const over = budget.exhausted();
    if (over !== undefined) return { ok: false, reason: over, rounds: round - 1, isBudget: true };
    const model = options.models[approach.model] ?? '';
    const prompt = bodyPrompt(
      contract,
      options.context,
      approach.attempts,
      approach.avoid,
      tools.count,
      options.maxInputTokens,
    );
    const request: ModelRequest = {
      model,
      messages: prompt.messages,
      answer: BODY_ANSWER,
      maxTokens: options.maxOutputTokens,
    };
    const hash = tools.requestHash(request);
    const stuck = (failures: readonly Failure[]): boolean => {
      const next = changed(approach, failures, options);
      record({
        type: 'stuck',
        hole: hole.id,
        round,
        then: !next ? 'give-up' : next.model === approach.model ? 'afresh' : 'next-model',
      });
      if (next) approach = next;
      return next !== undefined;
    };
    if (asked.has(hash)) {
      if (!stuck(approach.avoid)) return gaveUp(round - 1, 'Every model repeats itself.');
      round--;
      continue;
    }
    asked.add(hash);
    record({
      type: 'context-scanned',
      hole: hole.id,
      round,
      tokens: prompt.tokens,
      contextTokens: prompt.contextTokens,
      left: prompt.left,
    });
    if (round > 1) record({ type: 'fixing', hole: hole.id, round });
    const answer = await ask(tools, request, { hole: hole.id, round, purpose: 'body' });
    if ('problem' in answer) {
      // It is no fault of the body: the next model is asked the same.
      if (approach.model + 1 >= options.models.length) return gaveUp(round, answer.problem);
      record({ type: 'stuck', hole: hole.id, round, then: 'next-model' });
      approach = { ...approach, model: approach.model + 1 };
      continue;
    }
    const found = readBody(answer.text, hole.id);
    const body = found.ok ? ((await tools.format(found.body)) ?? found.body) : answer.text;
    const isRepeated = seenBodies.has(bodyHash(body));
    seenBodies.add(bodyHash(body));
    const outcome = isRepeated
      ? { passed: 0, failures: lastFailures(approach) }
      : found.ok
        ? await examine(contract, tools, body, round)
        : { passed: 0, failures: [{ where: '', message: found.problem }] };
    if (!isRepeated && outcome.failures.length === 0) {
      record({ type: 'all-passed', hole: hole.id, round });
      return { ok: true, body, model, rounds: round, passed: outcome.passed };
    }
    const key = failureKey(outcome.failures);
    if (isRepeated || seenFailures.has(key)) {
      if (!stuck(outcome.failures))
        return gaveUp(round, `No model found a body that passes: ${firstOf(outcome.failures)}`);
      continue;
    }
    seenFailures.add(key);
    approach = {
      ...approach,
      attempts: [...approach.attempts, { body, failures: outcome.failures }],
    };
  }
  return gaveUp(
    options.maxRounds,
    `After ${options.maxRounds} rounds no body passes: ${firstOf(lastFailures(approach))}`,
  );
}

const gaveUp = (rounds: number, reason: string): FillResult => ({
  ok: false,
  reason,
  rounds,
  isBudget: false,
});

const lastFailures = ({ attempts, avoid }: Approach): readonly Failure[] =>
  attempts.at(-1)?.failures ?? avoid;

const firstOf = (failures: readonly Failure[]): string =>
  failures[0]?.message.split('\n')[0] ?? 'nothing new was tried';

/** The next thing to try when a model goes in circles: once afresh, then the next model. */
function changed(
  { model, isAfresh }: Approach,
  avoid: readonly Failure[],
  { models }: FillOptions,
): Approach | undefined {
  if (!isAfresh) return { model, attempts: [], avoid, isAfresh: true };
  return model + 1 < models.length
    ? { model: model + 1, attempts: [], avoid, isAfresh: false }
    : undefined;
}

/** Policy and types, then tests: what is wrong with a body. */
export async function examine(
  contract: Contract,
  tools: FillTools,
  body: string,
  round: number,
): Promise<{ readonly passed: number; readonly failures: readonly Failure[] }> {
  const { record, clock } = tools;
  const hole = contract.hole.id;
  const start = clock();
  const { diagnostics, firstLine } = await tools.judge(contract, body);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const failures = fromDiagnostics(errors, firstLine);
  record({
    type: 'verified',
    hole,
    round,
    body,
    ok: failures.length === 0,
    failures,
    milliseconds: Math.round(clock() - start),
  });
  if (failures.length > 0) return { passed: 0, failures };
  record({ type: 'tests-started', hole, round });
  const begun = clock();
  const outcome = await tools.test(contract, body);
  const problems = outcome.diagnostics.filter(({ severity }) => severity === 'error');
  const failing = [
    ...fromTests(outcome.failures),
    ...(outcome.failures.length === 0 ? fromDiagnostics(problems, 1) : []),
  ];
  record({
    type: 'tests-completed',
    hole,
    round,
    passed: outcome.passed,
    failed: outcome.failures.length,
    failures: failing,
    milliseconds: Math.round(clock() - begun),
  });
  return { passed: outcome.passed, failures: failing };
}
