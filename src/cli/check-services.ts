import { resolveServices } from '../config/resolve-services.ts';
import { findConfig } from '../config/load-config.ts';
import { type CheckArguments, checkFolder } from './check-command.ts';
import type { Terminal } from './terminal.ts';

/** `specwright check` as the command line means it: one folder, or all services of a configuration. */
export async function checkCommand(
  given: CheckArguments & { readonly config?: string },
  terminal: Terminal,
): Promise<number> {
  const config = given.config ?? findConfig(terminal.cwd);
  if (given.out !== undefined || config === undefined) return checkFolder(given, terminal);
  const services = await resolveServices({ cwd: terminal.cwd, specs: [], config });
  return Math.max(...services.map(({ out }) => checkFolder({ ...given, out }, terminal)));
}
