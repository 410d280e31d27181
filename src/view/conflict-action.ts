import { resolveConflict } from '../resolve-conflict.ts';
import { findingsOf } from './findings.ts';
import { type Members, readMembers, textOf } from './read-body.ts';
import { isKnown } from './read-routes.ts';
import { Refused } from './refused.ts';
import type { Route } from './route.ts';
import type { ServiceView } from './service-view.ts';
import type { ConflictPart, ConflictView } from './state-types.ts';
import { type ActionEnd, streamed, type Tell } from './stream.ts';

/** What is to stand where the sides disagree. */
export type Choice =
  { readonly take: 'ours' | 'theirs' | 'both' } | { readonly take: 'text'; readonly text: string };

/** Decides the conflicts of one file. */
export const conflictAction = (view: ServiceView): Route => ({
  method: 'POST',
  address: /^api\/conflicts$/,
  answer: async (call) => {
    const members = await readMembers(call.request);
    const file = fileOf(view, textOf(members, 'path'));
    const hash = textOf(members, 'hash');
    const text = decided(file.parts, choicesOf(members));
    return streamed(call, (tell) =>
      resolved(view, { path: file.path, hash, text }, tell, call.signal),
    );
  },
});

/** The file that is meant: one of those that have conflicts now, whatever else the path could name. */
function fileOf(view: ServiceView, path: string): ConflictView {
  const file = view.conflicts().find((one) => one.path === path);
  if (file) return file;
  throw new Refused(404, 'SW7603', `${JSON.stringify(path)} has no conflict to decide.`);
}

function choicesOf({ choices }: Members): Choice[] {
  if (Array.isArray(choices) && choices.every(isChoice)) return choices;
  throw new Refused(400, 'SW7604', 'The body needs "choices", one for each conflict.');
}

function isChoice(value: unknown): value is Choice {
  if (typeof value !== 'object' || value === null || !('take' in value)) return false;
  if (value.take === 'text') return 'text' in value && typeof value.text === 'string';
  return value.take === 'ours' || value.take === 'theirs' || value.take === 'both';
}

/**
 * The file as it was decided.
 *
 * @throws Refused when there are not as many choices as conflicts
 */
export function decided(parts: readonly ConflictPart[], choices: readonly Choice[]): string {
  const places = parts.filter(({ kind }) => kind === 'conflict').length;
  if (places !== choices.length)
    throw new Refused(
      400,
      'SW7604',
      `There are ${places} conflicts, and ${choices.length} choices.`,
    );
  const left = [...choices];
  return parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const choice = left.shift();
      if (choice?.take === 'text') return wholeLines(choice.text);
      if (choice?.take === 'both') return part.ours + part.theirs;
      return choice?.take === 'theirs' ? part.theirs : part.ours;
    })
    .join('');
}

/** A conflict is of whole lines, and so is what stands in its place. */
const wholeLines = (text: string): string =>
  text === '' || text.endsWith('\n') ? text : `${text}\n`;

async function resolved(
  view: ServiceView,
  resolution: Parameters<typeof resolveConflict>[2],
  tell: Tell,
  signal: AbortSignal,
): Promise<ActionEnd> {
  try {
    const { left, isSettled, diagnostics } = await resolveConflict(
      view.project,
      view.lock(),
      resolution,
      {
        signal,
        onProgress: tell,
      },
    );
    const findings = findingsOf(diagnostics);
    const rest =
      left.length > 0
        ? `Conflicts are left in ${left.join(', ')}.`
        : isSettled
          ? 'No conflict is left.'
          : 'No conflict is left. Run specwright generate for the rest of the plan.';
    return { done: true, message: `${resolution.path} is written. ${rest}`, findings };
  } catch (error) {
    if (!isKnown(error)) throw error;
    return {
      done: false,
      message: 'Nothing was written.',
      findings: findingsOf(error.diagnostics),
    };
  }
}
