import { resolve } from 'node:path';
import type { ServiceProject } from '../config/project.ts';
import type { GenerateOptions, GenerateResult, Stage } from '../generate-result.ts';
import type { TestOptions } from '../config/resolve-services.ts';
import { select, type Selection } from './selection.ts';

export interface GenerateRequest
  extends
    Selection,
    TestOptions,
    Pick<
      GenerateOptions,
      'dryRun' | 'check' | 'force' | 'restore' | 'allowDestructive' | 'renames'
    > {
  /** Files that are no longer generated and are to be the person's own; relative to `cwd`. */
  readonly keep?: readonly string[] | undefined;
  /** Told when a stage of a service begins, and of what it waits for. */
  readonly onProgress?:
    ((stage: Stage, detail: string | undefined, service: ServiceProject) => void) | undefined;
  /** Told what a service came to, before the next one begins. */
  readonly onResult?: ((result: GenerateResult) => void) | undefined;
}

/**
 * Generates services, or brings them up to date: `specwright generate`.
 *
 * @returns a result for each service, in their order
 * @throws ConfigError when the request or the configuration cannot be understood
 * @throws the reason of the signal when that is aborted; the service in progress is not written
 */
export async function generate(request: GenerateRequest): Promise<readonly GenerateResult[]> {
  const services = await select(request);
  if ((request.renames ?? []).length > 0 && services.length > 1) {
    const { configError } = await import('../config/config-error.ts');
    throw configError(
      'SW7001',
      'A rename (--rename) is about one service: name its description, and generate the others on their own.',
    );
  }
  const pipeline = await import('../pipeline.ts');
  const { relativeInput } = await import('../workspace/inputs.ts');
  const { signal, onProgress, dryRun, check, force, restore, allowDestructive, renames } = request;
  const results: GenerateResult[] = [];
  for (const service of services) {
    signal?.throwIfAborted();
    const result = await pipeline.generate(service, {
      ...(signal && { signal }),
      ...(onProgress && {
        onProgress: (stage: Stage, detail?: string) => onProgress(stage, detail, service),
      }),
      ...(dryRun !== undefined && { dryRun }),
      ...(check !== undefined && { check }),
      ...(force !== undefined && { force }),
      ...(restore !== undefined && { restore }),
      ...(allowDestructive !== undefined && { allowDestructive }),
      ...(renames && { renames }),
      keep: (request.keep ?? []).map((file) =>
        relativeInput(service.out, resolve(service.cwd, file)),
      ),
    });
    results.push(result);
    request.onResult?.(result);
  }
  return results;
}
