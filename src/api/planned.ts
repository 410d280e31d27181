import { relative, sep } from 'node:path';
import type { ServiceProject } from '../config/project.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Outcome } from '../generate-result.ts';
import type { Rename } from '../model/diff/types.ts';
import type { PlannedChange } from '../planned-changes.ts';
import type { ServicePlan } from '../workspace/plan-service.ts';

/** A file that `generate` would change, with its unified diff. */
export interface FileDiff extends PlannedChange {
  readonly diff: string;
}

/** What decides a plan besides the service. */
export interface PlanRequest {
  readonly restore?: boolean | undefined;
  readonly allowDestructive?: boolean | undefined;
  readonly renames?: readonly Rename[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What `generate` would do to a service. */
export interface Planned {
  readonly service: string;
  readonly outcome: Outcome;
  readonly files: readonly FileDiff[];
  readonly isOnlyMemory: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** Absent where nothing at all has changed, or nothing could be planned. */
  readonly plan: ServicePlan | undefined;
}

/**
 * Plans a generation and writes nothing.
 *
 * @throws the reason of the signal when that is aborted
 */
export async function planned(project: ServiceProject, request: PlanRequest): Promise<Planned> {
  const [{ generate }, { plannedChanges }, { unifiedDiff }] = await Promise.all([
    import('../pipeline.ts'),
    import('../planned-changes.ts'),
    import('../unified-diff.ts'),
  ]);
  const { signal, restore = false, allowDestructive = false, renames = [] } = request;
  let plan: ServicePlan | undefined;
  const { service, outcome, diagnostics } = await generate(project, {
    ...(signal && { signal }),
    dryRun: true,
    check: true,
    restore,
    allowDestructive,
    renames,
    onPlan: (made) => {
      plan = made;
    },
  });
  const { files, isOnlyMemory } =
    plan === undefined ? { files: [], isOnlyMemory: false } : await plannedChanges(plan);
  const folder = relative(project.cwd, project.out).split(sep).join('/');
  return {
    service,
    outcome,
    files: files.map((file) => ({
      ...file,
      diff: unifiedDiff({ ...file, path: folder === '' ? file.path : `${folder}/${file.path}` }),
    })),
    isOnlyMemory,
    diagnostics,
    plan,
  };
}
