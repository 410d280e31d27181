import { resolve } from 'node:path';
import type { ServiceProject } from '../config/project.ts';
import type { GenerateResult } from '../generate-result.ts';
import { generate } from '../pipeline.ts';
import { arazzoBeside } from '../spec/arazzo/find-arazzo.ts';
import { readLock } from '../workspace/lockfile.ts';
import { FileWatch } from './watch-files.ts';

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

/** What has changed while a run was under way, for the one after it. */
interface Pending {
  readonly changed: readonly string[];
  /** When the change was seen. */
  readonly since: number;
}

/**
 * Generates a service, and again whenever a file changes that it is generated from, until the
 * signal aborts. What goes wrong is a result like any other, and the watch goes on. One run follows
 * the other; saves during one are one run after it.
 */
export async function watchService(
  first: ServiceProject,
  { test, signal, onResult, reload }: WatchOptions,
): Promise<void> {
  let project = first;
  let watched = new Set(inputsOf(project));
  let pending: Pending | undefined = { changed: [], since: performance.now() };
  let wake: () => void = () => undefined;
  const files = new FileWatch((changed) => {
    pending = {
      changed: [...new Set([...(pending?.changed ?? []), ...changed])],
      since: pending?.since ?? performance.now(),
    };
    wake();
  });
  signal.addEventListener('abort', () => wake(), { once: true });
  try {
    files.watch([...watched]);
    while (!signal.aborted) {
      if (pending === undefined) {
        await new Promise<void>((resume) => {
          wake = resume;
        });
        continue;
      }
      const { changed, since }: Pending = pending;
      pending = undefined;
      if (project.config !== undefined && changed.includes(project.config)) {
        const next = await reload();
        if (next === undefined) continue;
        project = next;
      }
      // A file that was saved while the last run read it must not count as what that run has read.
      const fresh = changed.length > 0;
      const read = new Set(inputsOf(project));
      const result = await generate(
        { ...project, test },
        { signal, quick: !test, fresh, onRead: (found) => found.forEach((file) => read.add(file)) },
      );
      const isRead = result.outcome === 'done' || result.outcome === 'unchanged';
      // What cannot be read now was read before, or is named by the reason for it.
      watched = isRead
        ? new Set([...read, ...inputsOf(project)])
        : new Set([...watched, ...read, ...placesOf(result, project.cwd)]);
      files.watch([...watched]);
      await onResult(result, changed, Math.round(performance.now() - since));
    }
  } finally {
    files.close();
  }
}

/** Everything that the service was generated from, and what it is to be generated from now. */
function inputsOf({ spec, overlays, arazzo, config, out }: ServiceProject): string[] {
  const locked = Object.keys(readLock(out)?.inputs ?? {}).map((path) => resolve(out, path));
  const workflows = [...arazzo, ...arazzoBeside(spec)];
  const named = [spec, ...overlays, ...workflows, ...(config === undefined ? [] : [config])];
  return [...new Set([...named, ...locked])];
}

/** Files that a diagnostic points into may be new, and the reason for it. */
const placesOf = ({ diagnostics }: GenerateResult, cwd: string): string[] =>
  diagnostics.flatMap(({ location }) =>
    location === undefined ? [] : [resolve(cwd, location.file)],
  );
