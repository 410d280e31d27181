import { resolve } from 'node:path';
import type { ServiceProject } from '../config/project.ts';
import type { GenerateResult } from '../generate-result.ts';
import { generate } from '../pipeline.ts';
import { onEachSave } from './on-save.ts';
import { inputsOf } from './project-inputs.ts';
import { readHash, type Watched } from './watch-files.ts';

export interface WatchOptions {
  /** Run the tests of the service, and check its types, before each write. */
  readonly test: boolean;
  readonly signal: AbortSignal;
  /** The service as the configuration has it now; undefined when that cannot be understood. */
  readonly reload: () => Promise<ServiceProject | undefined>;
  /** Told what each run came to, with the files that set it off; none for the first. */
  readonly onResult: (
    result: GenerateResult,
    changed: readonly string[],
    milliseconds: number,
  ) => Promise<void>;
}

/**
 * Generates a service, and again whenever something changes that it is generated from, until the
 * signal aborts. What goes wrong is a result like any other, and the watch goes on. One run follows
 * the other; saves during one are one run after it.
 */
export async function watchService(
  first: ServiceProject,
  { test, signal, onResult, reload }: WatchOptions,
): Promise<void> {
  let project = first;
  let watched: Watched = inputsOf(project);
  await onEachSave(watched, signal, async (changed, since) => {
    if (project.config !== undefined && changed.includes(project.config)) {
      const next = await reload();
      if (next === undefined) return watched;
      project = next;
    }
    // A file that was saved while the last run read it must not count as what that run has read.
    const fresh = changed.length > 0;
    const read = new Map<string, string>();
    const result = await generate(
      { ...project, test },
      { signal, quick: !test, fresh, onRead: (path, bytes) => read.set(path, readHash(bytes)) },
    );
    const isRead = result.outcome === 'done' || result.outcome === 'unchanged';
    // What cannot be read now was read before, or is named by the reason for it.
    watched = isRead
      ? new Map([...inputsOf(project), ...read])
      : new Map([...watched, ...inputsOf(project), ...placesOf(result, project.cwd), ...read]);
    await onResult(result, changed, Math.round(performance.now() - since));
    return watched;
  });
}

/** Files that a diagnostic points into may be new, and the reason for it. */
const placesOf = ({ diagnostics }: GenerateResult, cwd: string): [string, undefined][] =>
  diagnostics.flatMap(({ location }) =>
    location === undefined ? [] : [[resolve(cwd, location.file), undefined]],
  );
