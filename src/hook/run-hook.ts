import { basename, join, posix, resolve } from 'node:path';
import { checkService } from '../check.ts';
import { CONFIG_NAMES } from '../config/load-config.ts';
import { serviceOfLock } from '../config/service-of-lock.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Outcome } from '../generate-result.ts';
import { generate } from '../pipeline.ts';
import type { ServicePlan } from '../workspace/plan-service.ts';
import { withWorkspace } from '../workspace/workspace.ts';
import { type IndexedService, Repository } from './repository.ts';
import { isTemporaryIndex } from './staged.ts';
import { withStagedTree } from './staged-tree.ts';

/** What a hook came to. */
export interface HookResult {
  /** `drift`: the commit would lack something, and must not be made. */
  readonly outcome: Outcome;
  readonly diagnostics: readonly Diagnostic[];
  /** What was written and staged, by the service's folder. */
  readonly staged: readonly { readonly folder: string; readonly paths: readonly string[] }[];
}

/** A service as it is to be committed. */
interface Planned {
  readonly folder: string;
  readonly plan: ServicePlan;
}

class Refused extends Error {
  readonly outcome: Outcome;
  readonly diagnostics: readonly Diagnostic[];

  constructor(outcome: Outcome, diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ message }) => message).join('\n'));
    this.outcome = outcome;
    this.diagnostics = diagnostics;
  }
}

/**
 * Brings the services up to date that the staged files touch, from what is staged and nothing else,
 * and stages what it has written. Work that is not staged is never touched.
 *
 * @param candidates staged files, relative to the top of the repository
 */
export async function runHook(
  cwd: string,
  candidates: readonly string[],
  signal?: AbortSignal,
): Promise<HookResult> {
  const repository = Repository.at(cwd);
  const services = repository.servicesOf(candidates);
  if (services.length === 0) return { outcome: 'unchanged', diagnostics: [], staged: [] };
  try {
    const { planned, diagnostics } = await withStagedTree(repository, services, (tree) =>
      planAll(tree, services, signal),
    );
    for (const one of planned) refuseUnstaged(repository, one);
    const staged = [];
    for (const one of planned) staged.push(await writeAndStage(repository, one, signal));
    return { outcome: staged.length === 0 ? 'unchanged' : 'done', diagnostics, staged };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { outcome: error.outcome, diagnostics: error.diagnostics, staged: [] };
  }
}

async function planAll(
  tree: string,
  services: readonly IndexedService[],
  signal: AbortSignal | undefined,
): Promise<{ planned: Planned[]; diagnostics: Diagnostic[] }> {
  const planned: Planned[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const service of services) {
    const { folder } = service;
    const { changedInputs, missingInputs } = checkService(join(tree, folder), tree);
    const changed = [...changedInputs, ...service.newcomers];
    if (changed.length + missingInputs.length === 0) continue;
    if (isTemporaryIndex()) throw new Refused('drift', [partial(folder, changed)]);
    const plan = await planOne(tree, service, signal);
    diagnostics.push(...plan.diagnostics);
    if (plan.plan !== undefined) planned.push({ folder, plan: plan.plan });
  }
  return { planned, diagnostics };
}

/** Generates in the staged tree, which is checked as any generation is, but for its tests. */
async function planOne(
  tree: string,
  { folder, lock }: IndexedService,
  signal: AbortSignal | undefined,
): Promise<{ plan: ServicePlan | undefined; diagnostics: readonly Diagnostic[] }> {
  const out = join(tree, folder);
  const config = Object.keys(lock.inputs).find((input) => CONFIG_NAMES.includes(basename(input)));
  const project = await serviceOfLock(tree, out, lock, config && resolve(out, config));
  let plan: ServicePlan | undefined;
  const { outcome, diagnostics } = await generate(
    { ...project, test: false },
    {
      ...(signal && { signal }),
      onPlan: (made) => {
        plan = made;
      },
    },
  );
  if (outcome === 'done' || outcome === 'unchanged') return { plan, diagnostics };
  throw new Refused(outcome, [...diagnostics, byHand(folder)]);
}

/** @throws Refused when a file that is to be written has changes that are not staged */
function refuseUnstaged(repository: Repository, { folder, plan }: Planned): void {
  const unstaged = repository.unstaged(folder);
  const found = plan.changes
    .map(({ path }) => posix.join(folder, path))
    .filter((path) => unstaged.has(path));
  if (found.length === 0) return;
  throw new Refused(
    'drift',
    found.map((file) =>
      diagnostic(
        'SW7012',
        'error',
        `${file} would be generated anew, and has changes that are not staged. Stage them (git add) or take them back, and commit again. Nothing was written.`,
        { file, line: 1, column: 1 },
      ),
    ),
  );
}

async function writeAndStage(
  repository: Repository,
  { folder, plan }: Planned,
  signal: AbortSignal | undefined,
): Promise<HookResult['staged'][number]> {
  const service = join(repository.top, folder);
  const ignored = repository.ignored(folder);
  await withWorkspace(service, { cwd: repository.top, ...(signal && { signal }) }, (workspace) =>
    workspace.write({ ...plan, service }),
  );
  const paths = plan.changes
    .map(({ path }) => posix.join(folder, path))
    .filter((path) => !ignored.has(path));
  repository.ask(['update-index', '--add', '--remove', '-z', '--stdin'], paths.join('\0'));
  return { folder, paths };
}

const partial = (folder: string, inputs: readonly string[]): Diagnostic =>
  diagnostic(
    'SW7013',
    'error',
    `This commit of some paths has ${inputs.map((input) => posix.join(folder, input)).join(', ')} and not what is generated from it, and a hook can add nothing to such a commit. Run specwright generate, and name ${folder === '' ? 'the service' : folder} among the paths, or commit without naming paths.`,
  );

const byHand = (folder: string): Diagnostic =>
  diagnostic(
    'SW7013',
    'error',
    `${folder === '' ? 'The service' : folder} cannot be brought up to date by a commit. Run specwright generate, decide what it asks, stage the result, and commit again. Nothing was written.`,
  );
