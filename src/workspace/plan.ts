import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../scaffold/source-file.ts';
import { fileHash } from './content-hash.ts';
import type { DiskEntry } from './disk.ts';
import type { Lock } from './lockfile.ts';
import { type OpenConflict, openConflicts } from './open-conflicts.ts';

/** What becomes of one file. */
export type FileAction =
  | 'create'
  | 'update'
  /** The new text and a person's edits, brought together. */
  | 'merge'
  /** A file that a person deleted comes back, because that was asked for. */
  | 'restore'
  | 'delete'
  /** A person edited it and the generated text is as before: the person's stays. */
  | 'keep'
  /** A person deleted it, and it stays deleted. */
  | 'deleted'
  | 'unchanged'
  /** A person must look: at the markers in the file, or at a file that is left as it is. */
  | 'conflict';

export interface PlannedFile {
  readonly path: string;
  readonly action: FileAction;
  /** What is to be written. */
  readonly text?: string;
  /** What the lock will say is this file's pristine text; absent when the lock forgets the file. */
  readonly base?: string;
  /** For a file that waits for a decision: the hash of the text that was generated last. */
  readonly orphan?: string;
}

export interface Plan {
  /** Sorted by path. */
  readonly files: readonly PlannedFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Brings a person's edits and a new generation together. */
export type Merge = (input: {
  readonly path: string;
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}) => Promise<Merged>;

/** A merged text, and what a person should look at in it. Lines and columns count from 1. */
export interface Merged {
  readonly text: string;
  readonly conflicts: readonly {
    readonly line: number;
    readonly column: number;
    /** What it is about: a declaration, a member, a key. */
    readonly name?: string;
  }[];
  readonly notes: readonly { readonly message: string; readonly line?: number }[];
}

export interface PlanInput {
  /** The service as it is generated now. */
  readonly pristine: readonly SourceFile[];
  readonly lock: Lock | undefined;
  /** What stands on disk at the paths of `pristine` and of `lock`. */
  readonly disk: ReadonlyMap<string, DiskEntry>;
  /** Pristine texts of the last generation by hash. */
  readonly readBase: (hash: string) => string | undefined;
  readonly merge?: Merge | undefined;
  /** Bring back generated files that a person deleted. */
  readonly restore?: boolean;
  /** Files that are no longer generated and that a person means to keep. */
  readonly keep?: ReadonlySet<string>;
  /** A path of the service as diagnostics show it. */
  readonly show: (path: string) => string;
}

/** One file in its three forms. Hashes are undefined where there is no such form. */
interface Forms {
  readonly path: string;
  readonly base: string | undefined;
  readonly disk: string | undefined;
  readonly next: string | undefined;
  readonly text: string;
  readonly entry: DiskEntry | undefined;
}

type Decision = PlannedFile & { readonly diagnostics?: readonly Diagnostic[] };

/**
 * Decides for each file what to do, from three texts: the last generated one (base), the one on
 * disk, and the one generated now. Writes nothing.
 */
export async function planFiles(input: PlanInput): Promise<Plan> {
  const decisions: Decision[] = [];
  for (const forms of allForms(input)) {
    const decision = await decide(forms, input);
    if (decision !== undefined) decisions.push(decision);
  }
  return {
    files: decisions.map(({ diagnostics: _reported, ...file }) => file),
    diagnostics: decisions.flatMap((decision) => decision.diagnostics ?? []),
  };
}

function allForms({ pristine, lock, disk }: PlanInput): Forms[] {
  const files = new Map(pristine.map((file) => [file.path, file]));
  const paths = [
    ...new Set([
      ...files.keys(),
      ...Object.keys(lock?.files ?? {}),
      ...Object.keys(lock?.orphans ?? {}),
    ]),
  ].sort();
  return paths.map((path) => {
    const entry = disk.get(path);
    const file = files.get(path);
    return {
      path,
      base: lock?.files[path] ?? lock?.orphans[path],
      disk: entry?.kind === 'other' ? 'no file' : entry?.hash,
      next: file && fileHash(file),
      text: file?.text ?? '',
      entry,
    };
  });
}

async function decide(forms: Forms, input: PlanInput): Promise<Decision | undefined> {
  const { path, base, disk, next, text } = forms;
  const shown = input.show(path);
  if (next === undefined) return decideOrphan(forms, input, shown);
  if (disk === undefined) {
    if (base === undefined) return { path, action: 'create', text, base: next };
    if (input.restore === true) return { path, action: 'restore', text, base: next };
    return { path, action: 'deleted', base: next, ...stillDeleted(forms, shown) };
  }
  if (disk === next) return { path, action: 'unchanged', base: next };
  if (disk === base) return { path, action: 'update', text, base: next };
  const open = unsettled(forms, input.lock);
  if (open.length > 0)
    return {
      path,
      action: 'conflict',
      ...(base !== undefined && { base }),
      diagnostics: open.map((place) => inConflict(shown, place)),
    };
  if (base === next) return { path, action: 'keep', base };
  if (base === undefined) return { path, action: 'conflict', diagnostics: [inTheWay(shown)] };
  return mergeFile(forms, base, input);
}

/** What an earlier merge could not decide, and nobody has since. */
function unsettled({ path, entry }: Forms, lock: Lock | undefined): OpenConflict[] {
  if (lock?.conflicts.includes(path) !== true || entry?.kind !== 'file') return [];
  return openConflicts(entry.content.toString('utf8'));
}

/** A file that is no longer generated goes, unless a person has touched it: then they decide. */
function decideOrphan(
  { path, base, disk }: Forms,
  { keep }: PlanInput,
  shown: string,
): Decision | undefined {
  if (disk === undefined || keep?.has(path) === true) return undefined;
  if (disk === base) return { path, action: 'delete' };
  const message = `${shown} is no longer generated, and you have edited it. It is left as it is until you decide: delete it, or make it yours with specwright generate --keep ${shown}.`;
  return {
    path,
    action: 'conflict',
    ...(base !== undefined && { orphan: base }),
    diagnostics: [at('SW6017', 'warning', shown, message)],
  };
}

async function mergeFile(forms: Forms, base: string, input: PlanInput): Promise<Decision> {
  const { path, entry, text, next } = forms;
  const shown = input.show(path);
  const kept = (found: Diagnostic): Decision => ({
    path,
    action: 'conflict',
    base,
    diagnostics: [found],
  });
  if (input.merge === undefined || entry?.kind !== 'file' || next === undefined)
    return kept(bothChanged(shown));
  const baseText = input.readBase(base);
  if (baseText === undefined) {
    const message = `The text that ${shown} was generated with is missing from .specwright/base, so your edits cannot be merged. Take that folder from git.`;
    return kept(at('SW6006', 'error', shown, message));
  }
  const ours = entry.content.toString('utf8');
  const merged = await input.merge({ path, base: baseText, ours, theirs: text });
  return {
    path,
    action: merged.conflicts.length > 0 ? 'conflict' : 'merge',
    text: merged.text,
    base: next,
    diagnostics: [
      ...merged.conflicts.map((place) => inConflict(shown, place)),
      ...merged.notes.map(({ message, line = 1 }) =>
        diagnostic('SW6019', 'info', `${shown}: ${message}`, { file: shown, line, column: 1 }),
      ),
    ],
  };
}

function inConflict(
  shown: string,
  { line, column, name }: Merged['conflicts'][number],
): Diagnostic {
  const about = name === undefined ? '' : ` over ${name}`;
  const message = `Your edits of ${shown} and its new text conflict${about}. Decide between the markers, and delete them.`;
  return diagnostic('SW6002', 'warning', message, { file: shown, line, column });
}

function stillDeleted(
  { base, next }: Forms,
  shown: string,
): { diagnostics: Diagnostic[] } | undefined {
  if (base === next) return undefined;
  const message = `${shown} was deleted by hand and stays deleted, though its generated text has changed. Run with --restore to bring it back.`;
  return { diagnostics: [at('SW6012', 'info', shown, message)] };
}

const bothChanged = (shown: string): Diagnostic =>
  at(
    'SW6002',
    'warning',
    shown,
    `${shown} was edited by hand and its generated text has changed too. It is left as it is: move your edits elsewhere, delete the file, and run the command again with --restore.`,
  );

const inTheWay = (shown: string): Diagnostic =>
  at(
    'SW6002',
    'warning',
    shown,
    `${shown} stands where a file would be generated, and Specwright did not write it. It is left as it is: move or delete it, and run the command again.`,
  );

const at = (
  code: Diagnostic['code'],
  severity: Diagnostic['severity'],
  file: string,
  message: string,
): Diagnostic => diagnostic(code, severity, message, { file, line: 1, column: 1 });
