import { select, type Selection } from '../api/selection.ts';
import { ConfigError, configError } from '../config/config-error.ts';
import type { ServiceProject } from '../config/project.ts';
import { parseRename } from '../model/diff/renames.ts';
import type { Rename } from '../model/diff/types.ts';
import type { SandboxChoice } from '../sandbox/provider.ts';
import { jsonRefusal, printedJson } from './json-report.ts';
import type { Terminal } from './terminal.ts';

export interface GenerateArguments {
  readonly out?: string;
  readonly config?: string;
  readonly overlay?: readonly string[];
  readonly arazzo?: readonly string[];
  /** A name, a folder or an npm package. */
  readonly pack?: string;
  readonly allowRemote?: readonly string[];
  readonly root?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly dryRun?: boolean;
  readonly check?: boolean;
  readonly strict?: boolean;
  readonly force?: boolean;
  readonly restore?: boolean;
  /** Exit with 1 while a hole is open. */
  readonly requireFilled?: boolean;
  /** Files that are no longer generated. */
  readonly keep?: readonly string[];
  readonly allowDestructive?: boolean;
  /** `Book=Volume`, `Book.title=heading` */
  readonly rename?: readonly string[];
  /** False for `--no-test`. */
  readonly test?: boolean;
  readonly sandbox?: SandboxChoice;
  /** `2/5`: the second of five parts of the services. */
  readonly shard?: string;
}

/** What a command takes that goes on until it is interrupted. */
export type WatchingArguments = Pick<
  GenerateArguments,
  | 'out'
  | 'config'
  | 'overlay'
  | 'arazzo'
  | 'pack'
  | 'allowRemote'
  | 'root'
  | 'strict'
  | 'json'
  | 'quiet'
>;

/** The arguments as the library takes them. */
export const selectionOf = (
  specs: readonly string[],
  given: GenerateArguments,
  { cwd }: Terminal,
): Selection => ({
  cwd,
  specs,
  out: given.out,
  config: given.config,
  overlays: given.overlay,
  arazzo: given.arazzo,
  pack: given.pack,
  allowRemote: given.allowRemote,
  root: given.root,
  strict: given.strict,
  shard: given.shard,
});

/** Tells a refusal as JSON too, where that was asked for. */
export async function refusing<Result>(
  given: Pick<GenerateArguments, 'json'>,
  terminal: Terminal,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (given.json === true && error instanceof ConfigError)
      terminal.out(printedJson([jsonRefusal(error.diagnostics)]));
    throw error;
  }
}

/**
 * The services that are asked for.
 *
 * @throws ConfigError
 */
export const askedFor = (
  specs: readonly string[],
  given: GenerateArguments,
  terminal: Terminal,
): Promise<readonly ServiceProject[]> =>
  refusing(given, terminal, () =>
    select({
      ...selectionOf(specs, given, terminal),
      test: given.test === false ? false : undefined,
      sandbox: given.sandbox,
    }),
  );

/**
 * What was renamed, as `--rename` says it.
 *
 * @throws ConfigError
 */
export function renamesOf({ rename = [] }: GenerateArguments): Rename[] {
  return rename.map((text) => {
    const parsed = parseRename(text);
    if (parsed) return parsed;
    throw configError(
      'SW7001',
      `--rename ${text} is not understood: write --rename Book=Volume for an entity, --rename Book.title=heading for a field.`,
    );
  });
}
