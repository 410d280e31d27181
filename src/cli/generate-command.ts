import { relative } from 'node:path';
import { ConfigError } from '../config/config-error.ts';
import { resolveServices } from '../config/resolve-services.ts';
import type { ServiceProject } from '../config/project.ts';
import type { GenerateResult } from '../generate-result.ts';
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
    });
  } finally {
    progress.stop();
  }
}
