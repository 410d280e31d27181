import { check } from '../api/check.ts';
import { configError } from '../config/config-error.ts';
import { findConfig } from '../config/load-config.ts';
import { type FindingKind, findingKinds } from '../workspace/finding-kinds.ts';
import { type CheckArguments, tellChecked } from './check-command.ts';
import type { Terminal } from './terminal.ts';

/** `specwright check` as the command line means it: one folder, or all services of a configuration. */
export async function checkCommand(
  given: CheckArguments & { readonly config?: string },
  version: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { cwd } = terminal;
  const config = given.config ?? findConfig(cwd);
  const out = given.out ?? (config === undefined ? '.' : undefined);
  const failOn = kindsOf(given.failOn);
  return tellChecked(await check({ cwd, out, config, failOn, signal }), given, version, terminal);
}

function kindsOf(given: readonly string[] | undefined): readonly FindingKind[] | undefined {
  return given?.map((kind) => {
    const known = findingKinds.find((one) => one === kind);
    if (known !== undefined) return known;
    throw configError(
      'SW7001',
      `--fail-on ${kind} is not understood: known are ${findingKinds.join(', ')}.`,
    );
  });
}
