import { Argument, Command, CommanderError } from 'commander';
import type { DoctorArguments } from './doctor-command.ts';
import type { ExplainArguments } from './explain-command.ts';
import { type Shell, shells } from './completion/shells.ts';
import { ExitCode } from './exit-code.ts';
import type { FillArguments } from './fill-arguments.ts';
import type { InitArguments } from './init-command.ts';
import type { McpArguments } from './mcp-command.ts';
import type { MigrateAction, MigrateArguments } from './migrate-command.ts';
import { packCommands } from './pack-program.ts';
import { regenerationCommands } from './regeneration-program.ts';
import type { ServiceArguments } from './service-arguments.ts';
import type { Terminal } from './terminal.ts';
import type { ViewArguments } from './view-command.ts';

/**
 * Reads the command line and runs one command.
 *
 * @returns the exit code
 */
export async function runProgram(
  argv: readonly string[],
  version: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  let exitCode: number = ExitCode.done;
  const program = commandLine(version, terminal, signal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
  }
}

/** The whole grammar: every command with its options, and what runs it. */
export function commandLine(
  version: string,
  terminal: Terminal,
  signal: AbortSignal,
  end: (code: number) => void,
): Command {
  const program = new Command('specwright')
    .description('OpenAPI descriptions to complete, tested, database-backed TypeScript services.')
    .version(version)
    .showHelpAfterError('Run with --help for the options.')
    .addHelpText('after', '\nExample:\n  $ specwright generate openapi.yaml --out service')
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .exitOverride();
  const command = (name: string, about: string, example: string): Command =>
    program
      .command(name)
      .description(about)
      .addHelpText('after', `\nExample:\n  $ ${example}`)
      .option('--json', 'print one JSON object on standard output')
      .option('--quiet', 'print errors only');

  regenerationCommands({ command, version, terminal, signal, end });
  packCommands({ command, version, terminal, signal, end });

  command(
    'fill',
    'Have a language model complete the business logic that is open, and keep what passes.',
    'specwright fill closeTicket --out service',
  )
    .argument('[hole...]', 'functions of business logic; none: all that are open or stale')
    .option('--out <dir>', "the service's folder (default: this folder)")
    .option('--config <file>', 'the configuration (default: specwright.config.ts)')
    .option('--base-url <url>', 'an OpenAI-compatible server (default: OPENAI_BASE_URL)')
    .option('--models <model...>', 'from the cheapest to the strongest (default: OPENAI_MODEL)')
    .option('--max-rounds <n>', 'rounds for one hole (default: 5)')
    .option('--max-tokens <n>', 'tokens of the whole run')
    .option('--max-seconds <n>', 'seconds of the whole run')
    .option('--max-cost <n>', 'money of the whole run, in the currency of the configured prices')
    .option('--jobs <n>', 'holes that are filled at once (default: 2)')
    .option(
      '--approve <when>',
      'when you are asked: ask (always), tests (unless tests of its rules pass), never',
    )
    .option('--no-tdd', 'do not have the model propose tests where rules have no examples')
    .option('--show-prompt', 'print exactly what would be sent, and ask nobody')
    .option('--debug <hole>', 'repair a filled hole whose tests fail')
    .option('--refactor <hole>', 'rewrite a filled hole; its tests pass before and after')
    .option('--goal <text>', 'with --refactor: what to change')
    .action(async (names: string[], given: FillArguments) => {
      const { fillCommand } = await import('./fill-command.ts');
      end(await fillCommand(names, given, terminal, signal));
    });

  command(
    'review',
    'Have a language model remark on the changes since the last commit; nothing is changed.',
    'specwright review --out service',
  )
    .option('--out <dir>', "the service's folder (default: this folder)")
    .option('--config <file>', 'the configuration (default: specwright.config.ts)')
    .option('--base-url <url>', 'an OpenAI-compatible server (default: OPENAI_BASE_URL)')
    .option('--models <model...>', 'the model to ask (default: OPENAI_MODEL)')
    .action(async (given: FillArguments) => {
      const { reviewCommand } = await import('./review-command.ts');
      end(await reviewCommand(given, terminal, signal));
    });

  const runs = program
    .command('runs')
    .description('Look at runs of fill, and take them up again.')
    .addHelpText('after', '\nExample:\n  $ specwright runs list --out service');
  const runCommand = (name: string, about: string, example: string): Command =>
    runs
      .command(name)
      .description(about)
      .addHelpText('after', `\nExample:\n  $ ${example}`)
      .option('--out <dir>', "the service's folder (default: this folder)")
      .option('--config <file>', 'the configuration (default: specwright.config.ts)')
      .option('--json', 'print one JSON object on standard output')
      .option('--quiet', 'print errors only');
  runCommand('list', 'List the runs of a service.', 'specwright runs list --out service').action(
    async (given: ServiceArguments) => {
      const { runsList } = await import('./runs-command.ts');
      end(await runsList(given, terminal));
    },
  );
  runCommand(
    'show',
    'Show what happened in a run.',
    'specwright runs show 0001-1f0c3b7a --out service',
  )
    .argument('<run>', 'the id of a run')
    .action(async (run: string, given: ServiceArguments) => {
      const { runsShow } = await import('./runs-command.ts');
      end(await runsShow(run, given, terminal));
    });
  runCommand(
    'resume',
    'Go on with a run that waits or was stopped; nothing is paid for twice.',
    'specwright runs resume 0001-1f0c3b7a --out service',
  )
    .argument('<run>', 'the id of a run')
    .option('--approve <when>', 'as for fill; never keeps what passes and waits')
    .action(async (run: string, given: ServiceArguments) => {
      const { runsResume } = await import('./runs-command.ts');
      end(await runsResume(run, given, terminal, signal));
    });

  command(
    'explain',
    'Show what was inferred from a description, and why.',
    'specwright explain openapi.yaml --coverage',
  )
    .argument('<spec>', 'an OpenAPI description')
    .option('--config <file>', 'the configuration (default: specwright.config.ts)')
    .option('--root <dir>', 'the folder that a $ref may reach (default: the project that holds it)')
    .option('--coverage', 'list every keyword as enforced, typed only or ignored')
    .option('--overlay <file>', 'write the choices as an OpenAPI Overlay, to be edited and applied')
    .option('--force', 'with --overlay: replace a file that is there')
    .option('--strict', 'exit with 1 if a keyword is ignored')
    .action(async (spec: string, given: ExplainArguments) => {
      const { explainCommand } = await import('./explain-command.ts');
      end(await explainCommand(spec, given, terminal, signal));
    });

  command(
    'view',
    'Look at a service on a local page: entities, operations, plan, holes, runs, conflicts.',
    'specwright view --out service',
  )
    .option('--out <dir>', "the service's folder (default: this folder)")
    .option('--config <file>', 'the configuration (default: specwright.config.ts)')
    .option('--port <n>', 'where the page is served, on 127.0.0.1 (default: any that is free)')
    .option('--export <file>', 'write the page with its data as one HTML file, and serve nothing')
    .option('--base-url <url>', 'the model server for refills (default: OPENAI_BASE_URL)')
    .option('--models <model...>', 'from the cheapest to the strongest (default: OPENAI_MODEL)')
    .action(async (given: ViewArguments) => {
      const { viewCommand } = await import('./view-command.ts');
      end(await viewCommand(given, terminal, signal));
    });

  command(
    'migrate',
    "Show or change which migrations a service's database has.",
    'specwright migrate status --out service',
  )
    .addArgument(
      new Argument(
        '<action>',
        'what is applied, apply the rest, or take the last one back',
      ).choices(['status', 'up', 'down']),
    )
    .option('--out <dir>', "the service's folder (default: this folder)")
    .option(
      '--database-url <url>',
      'file:PATH or postgres://… (default: what the service takes: DATABASE_URL, else its own file)',
    )
    .option('--allow-destructive', 'with down: take back what holds data')
    .action(async (action: MigrateAction, given: MigrateArguments) => {
      const { migrateCommand } = await import('./migrate-command.ts');
      end(await migrateCommand(action, given, terminal));
    });

  command(
    'init',
    'Write a configuration for the descriptions of this folder, or a sample where there is none.',
    'specwright init --yes',
  )
    .option('--yes', 'ask nothing')
    .action(async (given: InitArguments) => {
      const { initCommand } = await import('./init-command.ts');
      end(await initCommand(given, terminal, signal));
    });
  command(
    'doctor',
    'Look at what Specwright needs on this machine, and say what to do about what is missing.',
    'specwright doctor',
  )
    .option('--out <dir>', "a service's folder (default: the services of the configuration)")
    .option('--config <file>', 'the configuration (default: specwright.config.ts)')
    .action(async (given: DoctorArguments) => {
      const { doctorCommand } = await import('./doctor-command.ts');
      end(await doctorCommand(given, terminal, signal));
    });

  program
    .command('mcp')
    .description(
      'Serve the Model Context Protocol on standard input and output, for coding agents.',
    )
    .addHelpText('after', '\nExample:\n  $ specwright mcp --folder .')
    .option('--folder <dir>', 'all that tools may read and write (default: this folder)')
    .action(async (given: McpArguments) => {
      const { mcpCommand } = await import('./mcp-command.ts');
      end(await mcpCommand(given, version, terminal, signal));
    });

  program
    .command('completion')
    .description('Print a script by which a shell completes commands, options and their values.')
    .addHelpText('after', '\nExample:\n  $ specwright completion bash')
    .addArgument(new Argument('<shell>', 'the shell that is to source it').choices(shells))
    .action(async (shell: Shell) => {
      const { printCompletion } = await import('./completion/completion-command.ts');
      printCompletion(shell, program, terminal);
    });
  return program;
}
