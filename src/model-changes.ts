import type { ServiceProject } from './config/project.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { breakingChanges } from './model/diff/breaking.ts';
import { diffSnapshots } from './model/diff/diff-models.ts';
import { modelSnapshot, type ModelSnapshot } from './model/diff/snapshot.ts';
import { summary } from './model/diff/summary.ts';
import type { ModelDiff, Rename } from './model/diff/types.ts';
import { infer, read } from './pipeline.ts';
import { rememberedSchema } from './service-migrations.ts';
import { readBase } from './workspace/base-store.ts';
import { readLock } from './workspace/lockfile.ts';

/** What has changed in a service's model since it was generated last. */
export interface ModelChanges {
  readonly service: string;
  readonly diff: ModelDiff;
  /** The same for a person, a line each. */
  readonly lines: readonly string[];
  /** What of it breaks programs that use the service, a sentence each. */
  readonly breaking: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ModelChangesOptions {
  readonly renames?: readonly Rename[] | undefined;
  /** A commit: what has changed since the service that stands in it. */
  readonly since?: string | undefined;
  readonly signal?: AbortSignal | undefined;
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
  { renames = [], since, signal }: ModelChangesOptions = {},
): Promise<ModelChanges> {
  const document = await read(project, { signal });
  const { model, diagnostics } = await infer(document, project);
  const diff = diffSnapshots(await before(project.out, since), modelSnapshot(model), { renames });
  return {
    service: model.name,
    diff,
    lines: summary(diff),
    breaking: breakingChanges(diff),
    diagnostics: [...document.diagnostics, ...diagnostics, ...diff.diagnostics],
  };
}

/** What is remembered of the last generation, or of that of a commit; nothing where there was none. */
async function before(service: string, since: string | undefined): Promise<ModelSnapshot> {
  if (since !== undefined) {
    const { rememberedAt } = await import('./remembered-at.ts');
    return (await rememberedAt(service, since))?.model ?? NOTHING;
  }
  const lock = readLock(service);
  return lock?.schema === undefined
    ? NOTHING
    : rememberedSchema(lock.schema, (hash) => readBase(service, hash)).model;
}
