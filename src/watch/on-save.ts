import { FileWatch, type Watched } from './watch-files.ts';

/** What has changed while something was under way, for what comes after it. */
interface Pending {
  readonly changed: readonly string[];
  /** When the change was seen. */
  readonly since: number;
}

/**
 * Does something at once, and again after each save, until the signal aborts. One follows the other;
 * saves during one are one more after it.
 *
 * @param inputs what is watched at first
 * @param work told what was saved and when; answers what is to be watched from then on
 */
export async function onEachSave(
  inputs: Watched,
  signal: AbortSignal,
  work: (changed: readonly string[], since: number) => Promise<Watched>,
): Promise<void> {
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
    files.watch(inputs);
    while (!signal.aborted) {
      if (pending === undefined) {
        await new Promise<void>((resume) => {
          wake = resume;
        });
        continue;
      }
      const { changed, since }: Pending = pending;
      pending = undefined;
      files.watch(await work(changed, since));
    }
  } finally {
    files.close();
  }
}
