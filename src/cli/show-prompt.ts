import type { FillConfig, ServiceProject } from '../config/project.ts';
import { chosen, FILL_DEFAULTS, writtenBefore } from '../fill.ts';
import { serviceWithHoles } from '../fill-service.ts';
import { Desk } from '../holes/desk.ts';
import { siblingsOf } from '../holes/fill-run.ts';
import { bodyPrompt } from '../holes/prompt.ts';
import type { RunRequest } from '../holes/run-tools.ts';
import { isOpenIn } from '../holes/is-open.ts';
import { logicFunction } from '../holes/source.ts';
import type { Lock } from '../workspace/lockfile.ts';

/** Exactly what a first round would send for each hole. Asks nobody. */
export async function showPrompts(
  project: ServiceProject,
  lock: Lock,
  asked: {
    readonly holes: readonly string[];
    readonly mode: RunRequest['mode'];
    readonly settings: FillConfig;
  },
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
      const parts = prompt.messages.map(({ role, content }) => `--- ${role}\n${content}`);
      return `${head}\n\n${parts.join('\n\n')}\n`;
    })
    .join('\n');
}
