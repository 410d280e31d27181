import { configError } from '../config/config-error.ts';
import { findConfig } from '../config/load-config.ts';
import { resolveServices } from '../config/resolve-services.ts';
import { findingKinds } from '../workspace/finding-kinds.ts';
import { type CheckArguments, checkFolders } from './check-command.ts';
import type { Terminal } from './terminal.ts';

/** `specwright check` as the command line means it: one folder, or all services of a configuration. */
export async function checkCommand(
  given: CheckArguments & { readonly config?: string },
  version: string,
  terminal: Terminal,
): Promise<number> {
  refuseUnknownKinds(given.failOn ?? []);
  const config = given.config ?? findConfig(terminal.cwd);
  if (given.out !== undefined || config === undefined)
    return checkFolders([given.out ?? '.'], given, version, terminal);
  const services = await resolveServices({ cwd: terminal.cwd, specs: [], config });
  return checkFolders(
    services.map(({ out }) => out),
    given,
    version,
    terminal,
  );
}

function refuseUnknownKinds(kinds: readonly string[]): void {
  const known: readonly string[] = findingKinds;
  const unknown = kinds.find((kind) => !known.includes(kind));
  if (unknown !== undefined)
    throw configError(
      'SW7001',
      `--fail-on ${unknown} is not understood: known are ${known.join(', ')}.`,
    );
}
