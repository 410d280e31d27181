import { relative, sep } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../scaffold/source-file.ts';
import { basePath, encodeBase, keptBases, readBase } from './base-store.ts';
import { contentHash, withLineEnds } from './content-hash.ts';
import { type DiskEntry, eachOf, readDisk, readOwnFiles } from './disk.ts';
import type { Inputs } from './inputs.ts';
import { formatLock, type Lock, readLock } from './lockfile.ts';
import { type FindRenames, findMoves, movedLock, placeFiles, stillMoved } from './moves.ts';
import { type Merge, type Plan, planFiles, type PlannedFile } from './plan.ts';
import { refuseEscapes, refuseUnsafePaths } from './safe-path.ts';
import { STATE_FOLDER } from './service-folder.ts';
import type { Change } from './write-tree.ts';
import { refuseForeign } from './refuse-foreign.ts';

/** What a service is to become, and what it is made from. */
export interface PlanRequest {
  /** Absolute path of the service's folder. */
  readonly service: string;
  readonly name: string;
  readonly generator: string;
  readonly options: string;
  readonly inputs: Inputs;
  readonly pristine: readonly SourceFile[];
  /** What the next generation must know of this one to migrate from it; kept beside the pristine texts. */
  readonly schema?: string | undefined;
  /** Generate beside files that Specwright did not write; none of them is touched. */
  readonly force: boolean;
  readonly restore: boolean;
  /** Files that are no longer generated and that a person means to keep. */
  readonly keep?: readonly string[];
  /** What `check` is to fail on, where the configuration says so. */
  readonly failOn?: readonly string[] | undefined;
  readonly merge?: Merge | undefined;
  /** Asks git where files went. */
  readonly findRenames?: FindRenames;
  /** What the lock is to say of accepted bodies; as before unless told. */
  readonly holes?: Lock['holes'];
  /** Hash of the contract that a function of business logic has now. */
  readonly contracts?: ((name: string) => string | undefined) | undefined;
  /** Paths in diagnostics are relative to it. */
  readonly cwd: string;
}

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
  if (known === undefined && !request.force) await refuseForeign(service);
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

  const disk = await readDisk(service, paths);
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
  return {
    service,
    ...plan,
    diagnostics: [
      ...[...moves].map(([from, to]) => followed(show(from), show(to))),
      ...plan.diagnostics,
    ],
    moved: lock?.moved ?? {},
    tree: plan.files.flatMap((file) => asItWouldBe(file, disk.get(file.path))),
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

function asItWouldBe(
  { path, action, text }: PlannedFile,
  entry: DiskEntry | undefined,
): SourceFile[] {
  if (text !== undefined) return [{ path, text }];
  if (action === 'delete' || entry?.kind !== 'file') return [];
  return [{ path, text: entry.content.toString('utf8') }];
}

function fileChanges({ files }: Plan, disk: ReadonlyMap<string, DiskEntry>): Change[] {
  return files.flatMap(({ path, action, text }): Change[] => {
    const entry = disk.get(path);
    const current =
      entry?.kind === 'file'
        ? { replaces: contentHash(entry.content), mode: entry.mode }
        : undefined;
    if (action === 'delete') return [{ path, ...current }];
    if (text === undefined) return [];
    return [
      {
        path,
        content: withLineEnds(text, entry?.kind === 'file' ? entry.content : undefined),
        ...current,
      },
    ];
  });
}

/** Git keeps line ends of the base store as they are, and ignores what is for this machine only. */
const GIT_FILES = {
  '.gitattributes': '* text=auto eol=lf\nbase/* binary linguist-generated\n',
  '.gitignore': 'local/\nruns/\n',
} as const;

async function stateChanges(
  request: PlanRequest,
  old: Lock | undefined,
  plan: Plan,
): Promise<Change[]> {
  const { service, pristine } = request;
  const lock = nextLock(request, plan, old);
  const kept = request.schema === undefined ? [] : [request.schema];
  const texts = new Map(
    [...pristine.map(({ text }) => text), ...kept].map((text) => [contentHash(text), text]),
  );
  const isWanted = new Set(hashesOf(lock));
  const wanted = [...isWanted].sort();
  const obsolete = [...new Set(old === undefined ? [] : hashesOf(old))]
    .filter((hash) => !isWanted.has(hash))
    .sort();
  const stored = await keptBases(service);
  const state = await readDisk(service, [...obsolete.map(basePath), ...STATE_FILES]);

  const missing = wanted.flatMap((hash) => {
    const text = texts.get(hash);
    return text === undefined || stored.has(hash) ? [] : [{ path: basePath(hash), text }];
  });
  const objects: Change[] = [];
  // A few at a time: each compressor takes its memory when it is made.
  await eachOf(missing, async ({ path, text }) => {
    objects.push({ path, content: await encodeBase(text) });
  });
  const gone = obsolete.flatMap((hash) => {
    const current = replaced(state.get(basePath(hash)));
    return current === undefined ? [] : [{ path: basePath(hash), ...current }];
  });
  const git = Object.entries(GIT_FILES).flatMap(([name, content]): Change[] =>
    state.has(`${STATE_FOLDER}/${name}`) ? [] : [{ path: `${STATE_FOLDER}/${name}`, content }],
  );
  const content = formatLock(lock);
  const current = state.get(LOCK);
  const isSame = current?.kind === 'file' && current.hash === contentHash(content);
  return [
    ...objects.sort((one, other) => (one.path < other.path ? -1 : 1)),
    ...gone,
    ...git,
    ...(isSame ? [] : [{ path: LOCK, content, ...replaced(current) }]),
  ];
}

/** Every file that a lock knows, those included that wait for a decision. */
const knownFiles = ({ files, orphans }: Lock): string[] => [
  ...Object.keys(files),
  ...Object.keys(orphans),
];

/** Everything that the base store holds for a lock. */
const hashesOf = ({ files, orphans, schema }: Lock): string[] => [
  ...Object.values(files),
  ...Object.values(orphans),
  ...(schema === undefined ? [] : [schema]),
];

const LOCK = `${STATE_FOLDER}/lock.json`;
const STATE_FILES = [LOCK, ...Object.keys(GIT_FILES).map((name) => `${STATE_FOLDER}/${name}`)];

/** Without those that are gone: their code is the person's own, or gone too. */
const known = (holes: Lock['holes'], contracts: PlanRequest['contracts']): Lock['holes'] =>
  contracts === undefined
    ? holes
    : Object.fromEntries(Object.entries(holes).filter(([name]) => contracts(name) !== undefined));

const replaced = (entry: DiskEntry | undefined) =>
  entry?.kind === 'file' ? { replaces: contentHash(entry.content), mode: entry.mode } : undefined;

function nextLock(request: PlanRequest, { files }: Plan, old: Lock | undefined): Lock {
  const isGenerated = new Set(request.pristine.map(({ path }) => path));
  const holes = known(request.holes ?? old?.holes ?? {}, request.contracts);
  return {
    service: request.name,
    generator: request.generator,
    options: request.options,
    spec: request.inputs.spec,
    overlays: request.inputs.overlays,
    inputs: request.inputs.files,
    files: Object.fromEntries(
      files.flatMap(({ path, base }) => (base === undefined ? [] : [[path, base]])),
    ),
    ...(request.schema !== undefined && { schema: contentHash(request.schema) }),
    deleted: files.filter(({ action }) => action === 'deleted').map(({ path }) => path),
    conflicts: files
      .filter(({ path, action }) => action === 'conflict' && isGenerated.has(path))
      .map(({ path }) => path),
    orphans: Object.fromEntries(
      files.flatMap(({ path, orphan }) => (orphan === undefined ? [] : [[path, orphan]])),
    ),
    moved: stillMoved(old?.moved ?? {}, files),
    ...(request.failOn && { failOn: request.failOn }),
    holes,
    stale: Object.keys(holes).filter((name) => {
      const now = request.contracts?.(name);
      return now !== undefined && now !== holes[name]?.contract;
    }),
  };
}
