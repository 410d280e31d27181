import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import type { CheckArguments, Reporter } from './check-command.ts';
import { ExitCode } from './exit-code.ts';
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
  const check = plainCheck(argv);
  if (check !== undefined) {
    const { checkFolders } = await import('./check-command.ts');
    return checkFolders([check.out], check, version(), terminal);
  }
  if (argv.length === 2 && argv[0] === 'hook' && argv[1] === 'run') {
    const { hookRun } = await import('./hook-run.ts');
    return hookRun(terminal, signal);
  }
  const { runProgram } = await import('./program.ts');
  return runProgram(argv, version(), terminal, signal);
}

/** `check` with a folder and nothing unusual; everything else is for the whole program to read. */
function plainCheck(
  argv: readonly string[],
): (CheckArguments & { readonly out: string }) | undefined {
  const [command, ...rest] = argv;
  if (command !== 'check') return undefined;
  let given: CheckArguments = {};
  let folder: string | undefined;
  for (let at = 0; at < rest.length; at++) {
    const [option = '', ...value] = (rest[at] ?? '').split('=');
    const out = value.length > 0 ? value.join('=') : rest[at + 1];
    if (option === '--json' && value.length === 0) given = { ...given, json: true };
    else if (option === '--quiet' && value.length === 0) given = { ...given, quiet: true };
    else if (option === '--out' && out !== undefined && out !== '' && !out.startsWith('-')) {
      folder = out;
      if (value.length === 0) at++;
    } else if (option === '--reporter' && isReporter(out)) {
      given = { ...given, reporter: out };
      if (value.length === 0) at++;
    } else return undefined;
  }
  return folder === undefined ? undefined : { ...given, out: folder };
}

const isReporter = (name: string | undefined): name is Reporter =>
  name === 'terminal' || name === 'json' || name === 'github' || name === 'sarif';

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
