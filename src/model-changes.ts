import type { ServiceProject } from './config/project.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { diffSnapshots } from './model/diff/diff-models.ts';
import { modelSnapshot, type ModelSnapshot } from './model/diff/snapshot.ts';
import { summary } from './model/diff/summary.ts';
import type { ModelDiff, Rename } from './model/diff/types.ts';
import { infer, read } from './pipeline.ts';
import { rememberedSchema } from './service-migrations.ts';
import { readLock } from './workspace/lockfile.ts';

/** What has changed in a service's model since it was generated last. */
export interface ModelChanges {
  readonly service: string;
  readonly diff: ModelDiff;
  /** The same for a person, a line each. */
  readonly lines: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const NOTHING: ModelSnapshot = { entities: [], operations: [] };

/**
 * Compares the model of a description with the one that its service was generated from. Writes
 * nothing, and asks nothing: what a migration would have to ask is no matter here.
 *
 * @throws RunStopped when the description is invalid, or when the last generation is not known
 */
export async function modelChanges(
  project: ServiceProject,
  renames: readonly Rename[] = [],
  signal?: AbortSignal,
): Promise<ModelChanges> {
  const document = await read(project, signal);
  const { model, diagnostics } = await infer(document, project);
  const diff = diffSnapshots(await before(project.out), modelSnapshot(model), { renames });
  return {
    service: model.name,
    diff,
    lines: summary(diff),
    diagnostics: [...document.diagnostics, ...diagnostics, ...diff.diagnostics],
  };
}

/** What is remembered of the last generation; nothing where there was none. */
async function before(service: string): Promise<ModelSnapshot> {
  const lock = readLock(service);
  return lock?.schema === undefined
    ? NOTHING
    : (await rememberedSchema(service, lock.schema)).model;
}
