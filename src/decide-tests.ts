import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceProject } from './config/project.ts';
import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.ts';
import { type ServiceWithHoles, serviceWithHoles } from './fill-service.ts';
import { approvedText, ownTests } from './holes/proposed-tests.ts';
import { NotReady } from './not-ready.ts';
import { contentHash, withLineEnds } from './workspace/content-hash.ts';
import type { Lock } from './workspace/lockfile.ts';
import { refuseEscapes } from './workspace/safe-path.ts';
import { type Change, writeTree } from './workspace/write-tree.ts';

/** What a person says of the tests that a model proposed for a hole. */
export interface TestsDecision {
  readonly hole: string;
  readonly decision: 'approve' | 'reject';
  /** Hash of the file's bytes that the decision was made on; whatever is there by default. */
  readonly hash?: string | undefined;
  /** The tests as the person has corrected them; as they are by default. */
  readonly text?: string | undefined;
  /** Approve them though they fail: what they say is right, and the body is not. */
  readonly failing?: boolean | undefined;
}

export interface DecideOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told what is being done. */
  readonly onProgress?: ((what: string) => void) | undefined;
}

/** What came of a decision. */
export interface DecidedTests {
  /** The file that was written or removed, relative to the service's folder. */
  readonly path: string;
  /** Tests that passed; none where the hole is open, since tests of it are skipped then. */
  readonly passed: number;
  readonly failed: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is found of a test that runs, and does not agree with the body. */
const FAILS: ReadonlySet<string> = new Set(['SW5201']);

/**
 * Approves or rejects proposed tests. Approved ones move to `tests/approved`, once types agree and
 * they pass; rejected ones are removed, and the next filling may propose others.
 *
 * @throws NotReady when the decision cannot be kept; nothing is written then
 * @throws WorkspaceError, RunStopped
 */
export async function decideTests(
  project: ServiceProject,
  lock: Lock,
  decision: TestsDecision,
  { signal, onProgress }: DecideOptions = {},
): Promise<DecidedTests> {
  const { withWorkspace } = await import('./workspace/workspace.ts');
  const { out, cwd } = project;
  return withWorkspace(out, { cwd, ...(signal && { signal }) }, async () => {
    const service = await serviceWithHoles(project, lock, signal);
    const { proposed, approved } = pathsOf(service, decision.hole);
    await refuseEscapes(out, [proposed, approved]);
    const there = proposedNow(service, decision, proposed);
    const removal: Change = { path: proposed, replaces: there.hash };
    const beforeCommit = (): void => signal?.throwIfAborted();
    if (decision.decision === 'reject') {
      await writeTree(out, [removal], { beforeCommit });
      return { path: proposed, passed: 0, failed: 0, diagnostics: [] };
    }
    if (service.tree.has(approved))
      throw refused(
        'SW8010',
        `${approved} has approved tests of ${decision.hole} already. Bring the two together in your editor.`,
        approved,
      );
    const text = approvedText(decision.text ?? there.bytes.toString('utf8'));
    onProgress?.('Checking types and running the tests');
    const found = await tried(service, proposed, { path: approved, text }, signal);
    if (decision.failing !== true && found.failed > 0)
      throw new NotReady([
        ...found.diagnostics,
        diagnostic(
          'SW8011',
          'error',
          `The tests of ${decision.hole} fail, so they stay proposed. Correct them or the body; or approve them as they are, and have the body repaired: specwright tests approve ${decision.hole} --failing`,
        ),
      ]);
    onProgress?.(`Writing ${approved}`);
    const content = withLineEnds(text, there.bytes);
    await writeTree(out, [{ path: approved, content, mode: there.mode }, removal], {
      beforeCommit,
    });
    return { path: approved, ...found };
  });
}

/** The places of a hole's tests; the hole has to be one. */
function pathsOf({ contracts }: ServiceWithHoles, name: string): ReturnType<typeof ownTests> {
  if (contracts.some(({ hole }) => hole.id === name)) return ownTests(name);
  const known = contracts.map(({ hole }) => hole.id);
  throw refused(
    'SW8003',
    `There is no hole ${name}. ${known.length === 0 ? 'This service has none.' : `There are ${known.join(', ')}.`}`,
  );
}

interface Proposed {
  readonly bytes: Buffer;
  readonly hash: string;
  readonly mode: number;
}

/** The proposed tests as they are, which have to be those that were decided on. */
function proposedNow(
  { project, tree }: ServiceWithHoles,
  { hole, hash }: TestsDecision,
  path: string,
): Proposed {
  if (!tree.has(path)) throw refused('SW8009', `No tests are proposed for ${hole}.`);
  const file = join(project.out, path);
  const bytes = readFileSync(file);
  const own = contentHash(bytes);
  if (hash !== undefined && hash !== own)
    throw refused('SW7607', `${path} has changed since the decision was made. Read it again.`);
  return { bytes, hash: own, mode: statSync(file).mode & 0o777 };
}

/** Types of the service with the tests where they are to stand, and the tests themselves. */
async function tried(
  { project, tree }: ServiceWithHoles,
  proposed: string,
  approved: { readonly path: string; readonly text: string },
  signal: AbortSignal | undefined,
): Promise<Pick<DecidedTests, 'passed' | 'failed' | 'diagnostics'>> {
  const { checkService } = await import('./sandbox/check-service.ts');
  const others = [...tree].filter(([path]) => path !== proposed);
  const files = [...others.map(([path, text]) => ({ path, text })), approved];
  const { diagnostics, tests } = await checkService(files, {
    typecheck: true,
    test: true,
    files: [approved.path],
    sandbox: project.sandbox,
    modules: [join(project.out, 'node_modules')],
    ...(signal && { signal }),
  });
  const errors = diagnostics.filter(
    ({ code, severity }) => severity === 'error' && !FAILS.has(code),
  );
  if (errors.length > 0) throw new NotReady(errors);
  return { passed: tests?.passed ?? 0, failed: tests?.failed ?? 0, diagnostics };
}

const refused = (
  code: 'SW7607' | 'SW8003' | 'SW8009' | 'SW8010',
  message: string,
  file?: string,
): NotReady =>
  new NotReady([
    diagnostic(
      code,
      'error',
      message,
      file === undefined ? undefined : { file, line: 1, column: 1 },
    ),
  ]);
