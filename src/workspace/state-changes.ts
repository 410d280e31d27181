import { basePath, encodeBase, keptBases } from './base-store.ts';
import { contentHash, fileHash } from './content-hash.ts';
import { type DiskEntry, eachOf, readDisk } from './disk.ts';
import { formatLock, type Lock } from './lockfile.ts';
import { stillMoved } from './moves.ts';
import type { Plan } from './plan.ts';
import type { PlanRequest } from './plan-request.ts';
import { STATE_FOLDER } from './service-folder.ts';
import type { Change } from './write-tree.ts';

/** Git keeps line ends of the base store as they are, and ignores what is for this machine only. */
const GIT_FILES = {
  '.gitattributes': '* text=auto eol=lf\nbase/* binary linguist-generated\n',
  '.gitignore': 'local/\nruns/\n',
} as const;

/** What is to be written of the lock, the base store and the files that git needs. */
export async function stateChanges(
  request: PlanRequest,
  old: Lock | undefined,
  plan: Plan,
): Promise<Change[]> {
  const { service, pristine } = request;
  const lock = nextLock(request, plan, old);
  const texts = new Map(pristine.map((file) => [fileHash(file), file.text]));
  if (request.schema !== undefined) texts.set(contentHash(request.schema), request.schema);
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
    ...(request.pack !== undefined && { pack: request.pack }),
    options: request.options,
    spec: request.inputs.spec,
    overlays: request.inputs.overlays,
    arazzo: request.inputs.arazzo,
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
