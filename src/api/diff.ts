import type { ServiceProject } from '../config/project.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Outcome, RunStopped } from '../generate-result.ts';
import type { ModelChanges } from '../model-changes.ts';
import { type FileDiff, planned, type PlanRequest } from './planned.ts';
import { select, type Selection } from './selection.ts';

export interface DiffRequest extends Selection, PlanRequest {
  /** A commit: models are compared with those of the services in it. */
  readonly since?: string | undefined;
}

/** What `generate` would change of one service. */
export interface DiffResult {
  /** Empty when the description could not be read. */
  readonly service: string;
  /** Absolute path of the service's folder. */
  readonly out: string;
  /** `drift` where something would change, `unchanged` where nothing would. */
  readonly outcome: Outcome;
  readonly files: readonly FileDiff[];
  /** No file changes, but what Specwright remembers of them would. */
  readonly isOnlyMemory: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What `generate` would change: `specwright diff`. Nothing is changed.
 *
 * @throws ConfigError when the request or the configuration cannot be understood
 * @throws the reason of the signal when that is aborted
 */
export async function diff(request: DiffRequest): Promise<readonly DiffResult[]> {
  const services = await servicesOf(request);
  const results: DiffResult[] = [];
  for (const project of services) {
    const { plan: _plan, ...result } = await planned(project, request);
    results.push({ ...result, out: project.out });
  }
  return results;
}

/** What has changed in one service's model since it was generated, or why that cannot be told. */
export type ModelDiffResult =
  | ({ readonly outcome: 'done'; readonly out: string } & ModelChanges)
  | {
      readonly outcome: Exclude<Outcome, 'done'>;
      readonly out: string;
      readonly diagnostics: readonly Diagnostic[];
    };

/**
 * What has changed in the models of services since they were generated: `specwright diff --model`.
 *
 * @throws ConfigError when the request or the configuration cannot be understood
 * @throws the reason of the signal when that is aborted
 */
export async function diffModels(request: DiffRequest): Promise<readonly ModelDiffResult[]> {
  const services = await servicesOf(request);
  const { modelChanges } = await import('../model-changes.ts');
  const results: ModelDiffResult[] = [];
  for (const project of services) {
    const { out } = project;
    try {
      const { renames, since, signal } = request;
      const changes = await modelChanges(project, { renames, since, signal });
      results.push({ outcome: 'done', out, ...changes });
    } catch (error) {
      if (!(error instanceof RunStopped) || error.outcome === 'done') throw error;
      results.push({ outcome: error.outcome, out, diagnostics: error.diagnostics });
    }
  }
  return results;
}

const servicesOf = ({
  restore: _restore,
  allowDestructive: _allowDestructive,
  renames: _renames,
  since: _since,
  ...selection
}: DiffRequest): Promise<readonly ServiceProject[]> => select(selection);
