import type { RuleExample } from '../model/types.ts';
import { ask } from './ask.ts';
import type { Contract } from './contract.ts';
import type { Desk } from './desk.ts';
import { proposalRequest, readProposals, rulesToPropose, untestedRules } from './propose.ts';
import { ownTests } from './proposed-tests.ts';
import type { FileText, RunRequest, RunTools } from './run-tools.ts';

/** Whether a rule of the hole itself was put to the test, and not only its neighbours. */
export function hasOwnTests(
  contract: Contract,
  desk: Desk,
  others: readonly FileText[],
  tools: RunTools,
): boolean {
  const isTestable = (example: RuleExample, rule: string) =>
    tools.exampleProblem(contract, example, rule) === undefined;
  return (
    others.length > 0 ||
    desk.has(ownTests(contract.hole.id).proposed) ||
    desk.has(ownTests(contract.hole.id).approved) ||
    contract.hole.rules.some(({ rule, examples }) =>
      examples.some((example) => isTestable(example, rule)),
    )
  );
}

/** The test files that touch a hole. */
export function testFiles(contract: Contract, desk: Desk, others: readonly FileText[]): string[] {
  const { folder } = contract.hole.resource;
  const { proposed, approved } = ownTests(contract.hole.id);
  const paths = [`tests/rules/${folder}.test.ts`, `tests/${folder}.test.ts`, proposed, approved];
  return paths.filter((path) => desk.has(path) || others.some((file) => file.path === path));
}

/** The hole with the rules that want examples; nothing where all are tested, now or already. */
export function wantsExamples(
  contract: Contract,
  has: (path: string) => boolean,
  problemOf: RunTools['exampleProblem'],
): Contract | undefined {
  const { proposed, approved } = ownTests(contract.hole.id);
  if (has(proposed) || has(approved)) return undefined;
  const { rules } = contract.hole;
  if (rules.length === 0) return contract;
  const untested = untestedRules(
    rules,
    (example, rule) => problemOf(contract, example, rule) === undefined,
  );
  return untested.length === 0
    ? undefined
    : { ...contract, hole: { ...contract.hole, rules: untested } };
}

/** Examples of the rules that have none, from a model that does not see the implementation. */
export async function proposedTests(
  contract: Contract,
  request: RunRequest,
  tools: RunTools,
  desk: Desk,
): Promise<FileText | undefined> {
  if (!request.tdd || request.mode.kind !== 'fill') return undefined;
  const wanted = wantsExamples(contract, (path) => desk.has(path), tools.exampleProblem);
  if (!wanted) return undefined;
  let faults: { answer: string; found: readonly string[] } | undefined;
  for (let attempt = 0; attempt < 2; attempt++) {
    if (tools.budget.exhausted() !== undefined) return undefined;
    const model = request.models[0] ?? '';
    const asked = proposalRequest(wanted, request.entities, model, request.maxOutputTokens, faults);
    const answer = await ask(tools, asked, { hole: contract.hole.id, round: 0, purpose: 'tests' });
    if ('problem' in answer) return undefined;
    const { text } = answer;
    const { proposals, found } = readProposals(text, rulesToPropose(wanted), (example, rule) =>
      tools.exampleProblem(contract, example, rule),
    );
    const file = await tools.renderExamples(contract, proposals);
    if (file && (found.length === 0 || attempt > 0)) return file;
    faults = { answer: text, found };
  }
  return undefined;
}
