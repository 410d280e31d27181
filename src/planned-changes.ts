import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileAction } from './workspace/plan.ts';
import type { ServicePlan } from './workspace/plan-service.ts';
import { STATE_FOLDER } from './workspace/service-folder.ts';

/** A file of a service as it is and as it would be; absent where there is none. */
export interface PlannedChange {
  /** Relative to the service's folder. */
  readonly path: string;
  readonly action: FileAction;
  readonly before?: string;
  readonly after?: string;
}

export interface PlannedChanges {
  /** Sorted by path; without what Specwright keeps for itself. */
  readonly files: readonly PlannedChange[];
  /** No file changes, but what Specwright remembers of them would. */
  readonly isOnlyMemory: boolean;
}

/** What a plan would change, with the texts. Reads only. */
export async function plannedChanges(plan: ServicePlan): Promise<PlannedChanges> {
  const actions = new Map(plan.files.map(({ path, action }) => [path, action]));
  const own = plan.changes.filter(({ path }) => !path.startsWith(`${STATE_FOLDER}/`));
  const files = await Promise.all(
    own.map(async ({ path, content, replaces }): Promise<PlannedChange> => ({
      path,
      action: actions.get(path) ?? 'update',
      ...(replaces !== undefined && {
        before: await readFile(join(plan.service, path), 'utf8'),
      }),
      ...(content !== undefined && { after: content.toString() }),
    })),
  );
  return {
    files: files.sort((one, other) => (one.path < other.path ? -1 : 1)),
    isOnlyMemory: files.length === 0 && plan.changes.length > 0,
  };
}
