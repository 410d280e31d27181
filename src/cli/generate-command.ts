import { relative } from 'node:path';
import { ConfigError, configError } from '../config/config-error.ts';
import { resolveServices } from '../config/resolve-services.ts';
import type { ServiceProject } from '../config/project.ts';
import type { GenerateResult } from '../generate-result.ts';
import { parseRename } from '../model/diff/renames.ts';
import type { Rename } from '../model/diff/types.ts';
import { generate } from '../pipeline.ts';
import type { SandboxChoice } from '../sandbox/provider.ts';
import { exitCodeOf } from './exit-code.ts';
import { generateReport } from './generate-report.ts';
import { jsonRefusal, jsonReport, printedJson } from './json-report.ts';
import { Progress } from './progress.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

export interface GenerateArguments {
  readonly out?: string;
  readonly config?: string;
  readonly overlay?: readonly string[];
  readonly allowRemote?: readonly string[];
  readonly root?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly dryRun?: boolean;
  readonly check?: boolean;
  readonly strict?: boolean;
  readonly force?: boolean;
  readonly restore?: boolean;
  readonly allowDestructive?: boolean;
  /** `Book=Volume`, `Book.title=heading` */
  readonly rename?: readonly string[];
  /** False for `--no-test`. */
  readonly test?: boolean;
  readonly sandbox?: SandboxChoice;
}

/** `specwright generate`: one service after the other. The worst exit code counts. */
export async function generateCommand(
  specs: readonly string[],
  given: GenerateArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const services = await askedFor(specs, given, terminal);
  if (renamesOf(given).length > 0 && services.length > 1)
    throw configError(
      'SW7001',
      '--rename is about one service: name its description, and generate the others on their own.',
    );
  const results: GenerateResult[] = [];
  for (const service of services) {
    const result = await generateOne(service, given, terminal, signal);
    results.push(result);
    printDiagnostics(terminal, result.diagnostics, given.quiet);
    if (given.json !== true && given.quiet !== true) {
      if (results.length > 1) terminal.out('\n');
      terminal.out(generateReport(result, terminal.cwd, given.dryRun === true));
    }
  }
  if (given.json === true) terminal.out(printedJson(results.map(jsonReport)));
  return Math.max(...results.map(({ outcome }) => exitCodeOf[outcome]));
}

async function askedFor(
  specs: readonly string[],
  given: GenerateArguments,
  terminal: Terminal,
): Promise<ServiceProject[]> {
  try {
    return await resolveServices({
      cwd: terminal.cwd,
      specs,
      out: given.out,
      config: given.config,
      overlays: given.overlay,
      allowRemote: given.allowRemote,
      root: given.root,
      strict: given.strict,
      test: given.test === false ? false : undefined,
      sandbox: given.sandbox,
    });
  } catch (error) {
    if (given.json === true && error instanceof ConfigError)
      terminal.out(printedJson([jsonRefusal(error.diagnostics)]));
    throw error;
  }
}

async function generateOne(
  service: ServiceProject,
  given: GenerateArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<GenerateResult> {
  const progress = new Progress(
    terminal,
    relative(terminal.cwd, service.spec),
    given.quiet === true,
  );
  try {
    return await generate(service, {
      onProgress: progress.show,
      signal,
      dryRun: given.dryRun === true,
      check: given.check === true,
      force: given.force === true,
      restore: given.restore === true,
      allowDestructive: given.allowDestructive === true,
      renames: renamesOf(given),
    });
  } finally {
    progress.stop();
  }
}

function renamesOf({ rename = [] }: GenerateArguments): Rename[] {
  return rename.map((text) => {
    const parsed = parseRename(text);
    if (parsed) return parsed;
    throw configError(
      'SW7001',
      `--rename ${text} is not understood: write --rename Book=Volume for an entity, --rename Book.title=heading for a field.`,
    );
  });
}
