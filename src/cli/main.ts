import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import type { CheckArguments, Reporter } from './check-command.ts';
import { ExitCode } from './exit-code.ts';
import type { GenerateArguments } from './generate-arguments.ts';
import { readPlain } from './plain-arguments.ts';
import { processTerminal, type Terminal, tolerateClosedPipes } from './terminal.ts';

/**
 * The command line: arguments in, exit code out. Loads what the command needs and no more:
 * `check --out DIR` must answer in about the time that Node takes to start.
 */
export async function main(argv: readonly string[]): Promise<number> {
  const terminal = processTerminal();
  tolerateClosedPipes();
  process.once(
    'uncaughtException',
    (error) => void fault(error, argv, terminal).then((code) => process.exit(code)),
  );
  const interrupt = new AbortController();
  const onInterrupt = () => {
    // The second time, at once: what is staged counts for nothing until it is committed.
    if (interrupt.signal.aborted) process.exit(ExitCode.interrupted);
    interrupt.abort();
  };
  process.on('SIGINT', onInterrupt).on('SIGTERM', onInterrupt);
  try {
    return await run(argv, terminal, interrupt.signal);
  } catch (error) {
    if (interrupt.signal.aborted) {
      terminal.err('Interrupted. The service in progress was not written.\n');
      return ExitCode.interrupted;
    }
    const { ConfigError } = await import('../config/config-error.ts');
    if (!(error instanceof ConfigError)) return fault(error, argv, terminal);
    const { printDiagnostics } = await import('./terminal.ts');
    printDiagnostics(terminal, error.diagnostics);
    return ExitCode.usage;
  }
}

async function run(
  argv: readonly string[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const [command, ...rest] = argv;
  const check = command === 'check' ? plainCheck(rest) : undefined;
  if (check !== undefined) {
    const { checkFolder } = await import('./check-command.ts');
    return checkFolder(check.out, check, version(), terminal);
  }
  const generate = command === 'generate' ? plainGenerate(rest) : undefined;
  if (generate !== undefined) {
    const { generateCommand } = await import('./generate-command.ts');
    return generateCommand(generate.specs, generate.given, terminal, signal);
  }
  if (argv.length === 2 && argv[0] === 'hook' && argv[1] === 'run') {
    const { hookRun } = await import('./hook-run.ts');
    return hookRun(terminal, signal);
  }
  const { runProgram } = await import('./program.ts');
  return runProgram(argv, version(), terminal, signal);
}

/** `check` with a folder and nothing unusual. */
function plainCheck(
  argv: readonly string[],
): (CheckArguments & { readonly out: string }) | undefined {
  const plain = readPlain(argv, { flags: ['json', 'quiet'], values: ['out', 'reporter'] });
  const out = plain?.values.get('out');
  if (plain === undefined || out === undefined || plain.operands.length > 0) return undefined;
  const reporter = plain.values.get('reporter');
  if (reporter !== undefined && !isReporter(reporter)) return undefined;
  return {
    out,
    json: plain.flags.has('json'),
    quiet: plain.flags.has('quiet'),
    ...(reporter !== undefined && { reporter }),
  };
}

const isReporter = (name: string): name is Reporter =>
  name === 'terminal' || name === 'json' || name === 'github' || name === 'sarif';

/** `generate` with nothing unusual: most often there is nothing to do. */
function plainGenerate(
  argv: readonly string[],
): { readonly specs: readonly string[]; readonly given: GenerateArguments } | undefined {
  const plain = readPlain(argv, {
    flags: ['json', 'quiet', 'check', 'strict', 'no-test'],
    values: ['out', 'config', 'pack'],
  });
  if (plain === undefined) return undefined;
  const { operands: specs, flags, values } = plain;
  const [out, config, pack] = [values.get('out'), values.get('config'), values.get('pack')];
  const given = {
    json: flags.has('json'),
    quiet: flags.has('quiet'),
    check: flags.has('check'),
    test: !flags.has('no-test'),
    ...(flags.has('strict') && { strict: true }),
    ...(out !== undefined && { out }),
    ...(config !== undefined && { config }),
    ...(pack !== undefined && { pack }),
  };
  return { specs, given };
}

async function fault(error: unknown, argv: readonly string[], terminal: Terminal): Promise<number> {
  const { reportFault } = await import('./fault.ts');
  reportFault(error, argv, terminal);
  return ExitCode.fault;
}

/** From the package's own `package.json`, in a checkout and when installed. */
function version(): string {
  const root = new URL(
    import.meta.url.endsWith('.ts') ? '../../package.json' : '../package.json',
    import.meta.url,
  );
  const { version: text } = JSON.parse(readFileSync(root, 'utf8')) as { version: string };
  return text;
}

/** Runs the process's own command line; `bin/specwright.js` calls it too. */
export async function start(): Promise<void> {
  enableCompileCache();
  process.exitCode = await main(process.argv.slice(2));
}

if (import.meta.main) await start();
