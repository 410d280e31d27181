import { diagnostic, type Diagnostic } from './diagnostics/diagnostic.ts';
import type { ServiceProject } from './config/project.ts';
import { type Contract, contractsOf } from './holes/contract.ts';
import { type HoleStatus, holeStatus } from './holes/state.ts';
import type { ServiceModel } from './model/types.ts';
import { infer, migrate, read, render } from './pipeline.ts';
import { NotReady } from './not-ready.ts';
import { Run } from './run.ts';
import type { SourceFile } from './scaffold/source-file.ts';
import type { SpecDocument } from './spec/document.ts';
import type { Lock } from './workspace/lockfile.ts';
import type { ServicePlan } from './workspace/plan-service.ts';

/** A generated service with its holes, as it stands on disk. */
export interface ServiceWithHoles {
  readonly project: ServiceProject;
  readonly lock: Lock;
  readonly model: ServiceModel;
  /** Every file of the service: generated ones with a person's edits, and a person's own. */
  readonly tree: ReadonlyMap<string, string>;
  readonly pristine: readonly SourceFile[];
  readonly contracts: readonly Contract[];
  readonly statuses: readonly HoleStatus[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Changes of the folder that `generate` would make: business logic is not written on sand. */
const PENDING: ReadonlySet<string> = new Set(['create', 'update', 'merge', 'restore', 'delete']);

/** A service beside its description, whether it is what that asks for or not. */
export interface ServiceAsPlanned extends ServiceWithHoles {
  readonly document: SpecDocument;
  readonly plan: ServicePlan;
}

/**
 * Reads a service, its description and its holes. Writes nothing.
 *
 * @throws NotReady when the service is not what its description asks for
 * @throws RunStopped when the description is invalid
 */
export async function serviceWithHoles(
  project: ServiceProject,
  lock: Lock,
  signal?: AbortSignal,
): Promise<ServiceWithHoles> {
  const service = await serviceAsPlanned(project, lock, signal);
  const { files } = service.plan;
  const pending = files.filter(({ action }) => PENDING.has(action) || action === 'conflict');
  if (pending.length === 0) return service;
  const some = pending.slice(0, 3).map(({ path }) => path);
  throw new NotReady([
    diagnostic(
      'SW8001',
      'error',
      `The service is not what its description asks for (${some.join(', ')}${pending.length > 3 ? ' …' : ''}). Run specwright generate first.`,
    ),
  ]);
}

/**
 * Reads a service, its description and its holes, as they would be after the next generation.
 * Writes nothing.
 *
 * @throws RunStopped when the description is invalid
 */
export async function serviceAsPlanned(
  project: ServiceProject,
  lock: Lock,
  signal?: AbortSignal,
): Promise<ServiceAsPlanned> {
  const run = new Run(project, { dryRun: true, ...(signal && { signal }) });
  const document = await read(project, run.reading);
  signal?.throwIfAborted();
  const { model, diagnostics } = await infer(document, project);
  run.describe(model, []);
  const cache = await run.remember(model);
  const pristine = await render(model, document, project, cache);
  const migrations = await migrate(model, document, run);
  const plan = await run.plan(pristine, migrations, document);
  run.end();
  const tree = new Map([...plan.tree, ...plan.own].map(({ path, text }) => [path, text]));
  const contracts = contractsOf(model, pristine).map((one) => placed(one, plan.moved));
  return {
    project,
    lock,
    document,
    model,
    plan,
    tree,
    pristine,
    contracts,
    statuses: contracts.map((contract) => holeStatus(contract, tree, lock.holes[contract.hole.id])),
    diagnostics,
  };
}

/** A contract whose files stand where a person has moved them. It asks for the same all the same. */
function placed({ hole, lent, ...rest }: Contract, moved: Lock['moved']): Contract {
  const at = (path: string) => moved[path] ?? path;
  return {
    ...rest,
    hole: { ...hole, file: at(hole.file) },
    lent: lent.map((one) => ({ ...one, from: at(one.from) })),
  };
}
