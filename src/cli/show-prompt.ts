import type { FillConfig, ServiceProject } from '../config/project.ts';
import { chosen, FILL_DEFAULTS, writtenBefore } from '../fill.ts';
import { type ServiceWithHoles, serviceWithHoles } from '../fill-service.ts';
import { exampleProblemIn } from '../fill-tools.ts';
import type { Contract } from '../holes/contract.ts';
import { Desk } from '../holes/desk.ts';
import { siblingsOf } from '../holes/fill-run.ts';
import { wantsExamples } from '../holes/hole-tests.ts';
import { bodyPrompt, type CountTokens } from '../holes/prompt.ts';
import { proposalRequest } from '../holes/propose.ts';
import type { Message } from '../holes/providers/provider.ts';
import type { RunRequest } from '../holes/run-tools.ts';
import { isOpenIn } from '../holes/is-open.ts';
import { logicFunction } from '../holes/source.ts';
import type { Lock } from '../workspace/lockfile.ts';

const printed = (messages: readonly Message[]): string =>
  messages.map(({ role, content }) => `--- ${role}\n${content}`).join('\n\n');

/** What asks for examples first, where rules have none. */
function testsPrompt(
  contract: Contract,
  { tree, model }: ServiceWithHoles,
  { mode, settings }: Asked,
  count: CountTokens,
): string {
  if (settings.tdd === false || mode.kind !== 'fill') return '';
  const wanted = wantsExamples(contract, (path) => tree.has(path), exampleProblemIn(model));
  if (!wanted) return '';
  const { messages } = proposalRequest(wanted, model.entities, '', 0, undefined);
  const tokens = messages.reduce((sum, { content }) => sum + count(content), 0);
  return `# ${contract.hole.id}, tests first: ${tokens} tokens\n\n${printed(messages)}\n\n`;
}

interface Asked {
  readonly holes: readonly string[];
  readonly mode: RunRequest['mode'];
  readonly settings: FillConfig;
}

/** Exactly what a first round would send for each hole. Asks nobody. */
export async function showPrompts(
  project: ServiceProject,
  lock: Lock,
  asked: Asked,
): Promise<string> {
  const { tokenCounter } = await import('../holes/providers/tokens.ts');
  const count = await tokenCounter();
  const service = await serviceWithHoles(project, lock);
  const contracts = chosen(service, asked);
  const desk = new Desk(service.tree);
  const written = writtenBefore(
    service,
    contracts.map(({ hole }) => hole.id),
  );
  const budget = asked.settings.maxInputTokens ?? FILL_DEFAULTS.maxInputTokens;
  return contracts
    .map((contract) => {
      const { hole } = contract;
      const current = logicFunction(desk.text(hole.file), hole.id)?.body ?? '';
      const isWritten = current !== '' && !isOpenIn(current, hole.id);
      const prompt = bodyPrompt(
        contract,
        {
          siblings: siblingsOf(contract, written),
          style: service.tree.get('STYLE.md'),
          ...(isWritten && { current }),
          ...(asked.mode.kind === 'refactor' && { goal: asked.mode.goal }),
        },
        [],
        [],
        count,
        budget,
      );
      const left = prompt.left.length === 0 ? '' : `; left out: ${prompt.left.join(', ')}`;
      const head = `# ${hole.id}: ${prompt.tokens} tokens, ${prompt.contextTokens} of them context${left}`;
      return `${testsPrompt(contract, service, asked, count)}${head}\n\n${printed(prompt.messages)}\n`;
    })
    .join('\n');
}
