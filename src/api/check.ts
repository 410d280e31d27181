import type { CheckResult } from '../check.ts';
import type { FindingKind } from '../workspace/finding-kinds.ts';
import { select, type Selection } from './selection.ts';

export interface CheckRequest extends Pick<Selection, 'cwd' | 'out' | 'config' | 'signal'> {
  /** What is a failure; what the configuration said at the last generation when nothing is said. */
  readonly failOn?: readonly FindingKind[] | undefined;
}

/**
 * Says of services whether they are what their descriptions ask for: `specwright check`.
 *
 * @throws ConfigError when no folder is named and there is no configuration
 * @throws the reason of the signal when that is aborted
 */
export async function check(request: CheckRequest = {}): Promise<readonly CheckResult[]> {
  const { cwd = process.cwd(), out, config, failOn, signal } = request;
  const { checkService } = await import('../check.ts');
  const folders =
    out === undefined
      ? (await select({ cwd, config, signal })).map((service) => service.out)
      : [out];
  return folders.map((folder) => {
    signal?.throwIfAborted();
    return checkService(folder, cwd, failOn);
  });
}
