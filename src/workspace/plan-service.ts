import { relative, sep } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../scaffold/source-file.ts';
import { readBase } from './base-store.ts';
import { contentHash, withLineEnds } from './content-hash.ts';
import { type DiskEntry, readDisk, readOwnFiles } from './disk.ts';
import { type Lock, readLock } from './lockfile.ts';
import { findMoves, movedLock, placeFiles } from './moves.ts';
import { type Plan, planFiles, type PlannedFile } from './plan.ts';
import type { PlanRequest } from './plan-request.ts';
import { refuseEscapes, refuseUnsafePaths } from './safe-path.ts';
import { stateChanges } from './state-changes.ts';
import type { Change } from './write-tree.ts';
import { refuseForeign } from './refuse-foreign.ts';

/** What is to become of each file of a service, and what is to be written for that. */
export interface ServicePlan {
  readonly service: string;
  readonly files: readonly PlannedFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** The generated files as they would be on disk, with what persons did to them. */
  readonly tree: readonly SourceFile[];
  /** Paths of those in which a person's own text stands. */
  readonly edited: ReadonlySet<string>;
  /** Files of the service that persons added. */
  readonly own: readonly SourceFile[];
  /** What is to be written, the lock and the base store included. Empty when nothing changes. */
  readonly changes: readonly Change[];
  readonly hasConflicts: boolean;
  /** Where files stand that a person moved, by where they would be generated. */
  readonly moved: Lock['moved'];
}

/**
 * Compares what is generated with what was and with what is on disk, and decides what to write.
 * Reads only.
 *
 * @throws WorkspaceError when the folder cannot be used
 */
export async function planService(request: PlanRequest): Promise<ServicePlan> {
  const { service } = request;
  const known = readLock(service);
  if (known === undefined && !request.force) refuseForeign(service);
  refuseUnsafePaths(known ? knownFiles(known) : []);
  const moves: ReadonlyMap<string, string> =
    known && request.restore !== true
      ? await findMoves(service, known, request.findRenames ?? (() => new Map()))
      : new Map();
  const lock = known && movedLock(known, moves);
  const pristine = placeFiles(request.pristine, lock?.moved ?? {});
  const paths = [
    ...new Set([...pristine.map(({ path }) => path), ...(lock ? knownFiles(lock) : [])]),
  ].sort();
  refuseUnsafePaths(pristine.map(({ path }) => path));
  await refuseEscapes(service, paths);

  const disk = await readDisk(service, paths, request.known);
  const shownFolder = relative(request.cwd, service).split(sep).join('/');
  const show = (path: string) => (shownFolder === '' ? path : `${shownFolder}/${path}`);
  const plan = await planFiles({
    pristine,
    lock,
    disk,
    readBase: (hash) => readBase(service, hash),
    merge: request.merge,
    restore: request.restore,
    keep: new Set(request.keep),
    show,
  });
  const generated = new Set(paths);
  const texts = new Map(pristine.map(({ path, text }) => [path, text]));
  return {
    service,
    ...plan,
    diagnostics: [
      ...[...moves].map(([from, to]) => followed(show(from), show(to))),
      ...plan.diagnostics,
    ],
    moved: lock?.moved ?? {},
    tree: plan.files.flatMap((file) =>
      asItWouldBe(file, disk.get(file.path), texts.get(file.path)),
    ),
    edited: new Set(
      plan.files
        .filter(({ action }) => ['keep', 'merge', 'conflict'].includes(action))
        .map(({ path }) => path),
    ),
    own: await readOwnFiles(service, generated),
    changes: [
      ...fileChanges(plan, disk),
      ...(await stateChanges({ ...request, pristine }, lock, plan)),
    ],
    hasConflicts: plan.files.some(({ action }) => action === 'conflict'),
  };
}

const followed = (from: string, to: string): Diagnostic =>
  diagnostic('SW6022', 'info', `${from} was moved to ${to}, and is generated there from now on.`, {
    file: to,
    line: 1,
    column: 1,
  });

/** @param pristine its text as it is generated */
function asItWouldBe(
  { path, action, text }: PlannedFile,
  entry: DiskEntry | undefined,
  pristine: string | undefined,
): SourceFile[] {
  if (text !== undefined) return [{ path, text }];
  if (action === 'delete' || entry?.kind !== 'file') return [];
  // Only line ends may differ then, and with them the size.
  const isPristine = action === 'unchanged' && entry.size === Buffer.byteLength(pristine ?? '');
  if (isPristine && pristine !== undefined) return [{ path, text: pristine }];
  return [{ path, text: entry.content.toString('utf8') }];
}

function fileChanges({ files }: Plan, disk: ReadonlyMap<string, DiskEntry>): Change[] {
  return files.flatMap(({ path, action, text }): Change[] => {
    if (action !== 'delete' && text === undefined) return [];
    const entry = disk.get(path);
    const before = entry?.kind === 'file' ? entry : undefined;
    const current = before && { replaces: contentHash(before.content), mode: before.mode };
    return action === 'delete' || text === undefined
      ? [{ path, ...current }]
      : [{ path, content: withLineEnds(text, before?.content), ...current }];
  });
}

/** Every file that a lock knows, those included that wait for a decision. */
const knownFiles = ({ files, orphans }: Lock): string[] => [
  ...Object.keys(files),
  ...Object.keys(orphans),
];
