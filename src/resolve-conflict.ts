import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceProject } from './config/project.ts';
import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.ts';
import { type ServiceAsPlanned, serviceAsPlanned } from './fill-service.ts';
import { NotReady } from './not-ready.ts';
import { generate } from './pipeline.ts';
import { contentHash, withLineEnds } from './workspace/content-hash.ts';
import { inspectService } from './workspace/inspect-service.ts';
import type { Lock } from './workspace/lockfile.ts';
import { openConflicts } from './workspace/open-conflicts.ts';
import { writeTree } from './workspace/write-tree.ts';

/** A person's decision about a file with conflict markers. */
export interface Resolution {
  /** Relative to the service's folder. */
  readonly path: string;
  /** Hash of the file's bytes that the decision was made on. */
  readonly hash: string;
  /** The whole file, without markers. */
  readonly text: string;
}

export interface ResolveOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told what is being done. */
  readonly onProgress?: (what: string) => void;
}

/** What came of a decision. */
export interface Resolved {
  /** Other files in which something is left to decide. */
  readonly left: readonly string[];
  /** The lock knows that the conflict is settled; else the next generation will see it. */
  readonly isSettled: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Files that a generation would write; it is not begun on the side. */
const PENDING: ReadonlySet<string> = new Set(['create', 'update', 'merge', 'restore', 'delete']);

/**
 * Writes a file whose conflicts a person has decided, if it parses and keeps to the policy; and, when
 * it is the last one with conflicts, if the service has its types and passes its tests with it.
 *
 * @throws NotReady when the decision cannot be kept; nothing is written then
 * @throws WorkspaceError, RunStopped
 */
export async function resolveConflict(
  project: ServiceProject,
  lock: Lock,
  resolution: Resolution,
  options: ResolveOptions = {},
): Promise<Resolved> {
  const { withWorkspace } = await import('./workspace/workspace.ts');
  const { out, cwd } = project;
  const { signal, onProgress } = options;
  const result = await withWorkspace(out, { cwd, ...(signal && { signal }) }, async () => {
    const before = refuseOther(project, lock, resolution);
    const left = inspectService(out, lock).conflicts.filter((path) => path !== resolution.path);
    const service = await serviceAsPlanned(project, lock, signal);
    await checked(service, resolution, left.length === 0, options);
    onProgress?.(`Writing ${resolution.path}`);
    const content = withLineEnds(resolution.text, before);
    const { mode } = statSync(join(out, resolution.path));
    const change = {
      path: resolution.path,
      content,
      replaces: resolution.hash,
      mode: mode & 0o777,
    };
    await writeTree(out, [change], { beforeCommit: () => signal?.throwIfAborted() });
    const isPending = service.plan.files.some(
      ({ path, action }) => path !== resolution.path && PENDING.has(action),
    );
    return { left, isPending, diagnostics: service.diagnostics };
  });
  const { left, isPending, diagnostics } = result;
  if (left.length > 0 || isPending) return { left, isSettled: false, diagnostics };
  onProgress?.('Taking note that it is decided');
  const { outcome, diagnostics: found } = await generate(project, {
    quick: true,
    ...(signal && { signal }),
  });
  return { left, isSettled: outcome === 'done' || outcome === 'unchanged', diagnostics: found };
}

/** Refuses what is not about a conflict as it is now. */
function refuseOther(
  { out }: ServiceProject,
  lock: Lock,
  { path, hash, text }: Resolution,
): Buffer {
  if (!inspectService(out, lock).conflicts.includes(path))
    throw refused('SW7607', `${path} has no conflict any more. Read it again.`);
  const bytes = readFileSync(join(out, path));
  if (contentHash(bytes) !== hash)
    throw refused('SW7607', `${path} has changed since the decision was made. Read it again.`);
  if (openConflicts(text).length > 0)
    throw refused('SW7608', `${path} would still have conflict markers. Decide every place.`);
  return bytes;
}

/** Syntax and policy of the file; of the whole service with types and tests when nothing else is open. */
async function checked(
  { plan, project }: ServiceAsPlanned,
  { path, text }: Resolution,
  isLast: boolean,
  { signal, onProgress }: ResolveOptions,
): Promise<void> {
  const tree = plan.tree.map((file) => (file.path === path ? { path, text } : file));
  const { verifyFiles } = await import('./verify/verify-files.ts');
  onProgress?.('Checking syntax and policy');
  const edited = new Set([...plan.edited, path]);
  const found = await verifyFiles(tree, { own: plan.own, edited });
  refuseErrors(isLast ? found : found.filter(({ location }) => location?.file === path));
  if (!isLast) return;
  onProgress?.(project.test ? 'Checking types and running the tests' : 'Checking types');
  const { checkService } = await import('./sandbox/check-service.ts');
  const { diagnostics } = await checkService([...tree, ...plan.own], {
    typecheck: true,
    test: project.test,
    sandbox: project.sandbox,
    modules: [join(project.out, 'node_modules')],
    ...(signal && { signal }),
  });
  refuseErrors(diagnostics);
}

function refuseErrors(diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new NotReady(errors);
}

const refused = (code: 'SW7607' | 'SW7608', message: string): NotReady =>
  new NotReady([diagnostic(code, 'error', message)]);
