import { createTwoFilesPatch, structuredPatch } from 'diff';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type PlannedChange, plannedChanges } from '../planned-changes.ts';
import type { ServicePlan } from '../workspace/plan-service.ts';
import { contentHash } from '../workspace/content-hash.ts';
import { findingsOf } from './findings.ts';
import type { PatchView, PlanView } from './state-types.ts';

/** Texts beyond this are not compared line by line: a page cannot show them anyway. */
const MOST_CHARACTERS = 400_000;

/** Actions that leave a file as it is and need no look. */
const RESTING: ReadonlySet<string> = new Set(['unchanged', 'deleted']);

/** A hash of all that a plan would write, and of what that would replace. */
export const planHash = ({ changes }: ServicePlan): string =>
  contentHash(
    JSON.stringify(
      changes
        .map(({ path, content, replaces = '' }) => [
          path,
          content === undefined ? '' : contentHash(content),
          replaces,
        ])
        .sort(),
    ),
  );

/** A plan as the page lists it, and what its files become. */
export async function planView(
  plan: ServicePlan,
  diagnostics: readonly Diagnostic[],
  isTested: boolean,
): Promise<{ readonly view: PlanView; readonly patch: (index: number) => PatchView | undefined }> {
  const { files: changes, isOnlyMemory } = await plannedChanges(plan);
  const byPath = new Map(changes.map((change) => [change.path, change]));
  const shown = plan.files.filter(({ action }) => !RESTING.has(action));
  return {
    view: {
      ...(plan.changes.length > 0 && { hash: planHash(plan) }),
      isTested,
      files: shown.map(({ path, action }) => ({ path, action, ...counted(byPath.get(path)) })),
      unchanged: plan.files.length - shown.length,
      isOnlyMemory,
      findings: findingsOf([...diagnostics, ...plan.diagnostics]),
    },
    patch: (index) => {
      const change = byPath.get(shown[index]?.path ?? '');
      return change && { path: change.path, patch: patchOf(change) };
    },
  };
}

/** A unified diff between the two texts of a file. */
function patchOf({ path, before = '', after = '' }: PlannedChange): string {
  if (before.length + after.length > MOST_CHARACTERS) return '';
  return createTwoFilesPatch(path, path, before, after, '', '', { context: 4 });
}

function counted(
  change: PlannedChange | undefined,
): { readonly added: number; readonly removed: number } | undefined {
  if (!change) return undefined;
  const { path, before = '', after = '' } = change;
  if (before === '') return { added: lines(after), removed: 0 };
  if (after === '') return { added: 0, removed: lines(before) };
  if (before.length + after.length > MOST_CHARACTERS) return undefined;
  const { hunks } = structuredPatch(path, path, before, after, '', '', { context: 0 });
  const all = hunks.flatMap((hunk) => hunk.lines);
  return {
    added: all.filter((line) => line.startsWith('+')).length,
    removed: all.filter((line) => line.startsWith('-')).length,
  };
}

const lines = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
