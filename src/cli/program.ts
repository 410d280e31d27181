import { Argument, Command, CommanderError } from 'commander';
import type { DoctorArguments } from './doctor-command.ts';
import type { ExplainArguments } from './explain-command.ts';
import { type Shell, shells } from './completion/shells.ts';
import { ExitCode } from './exit-code.ts';
import { holesCommands } from './holes-program.ts';
import type { InitArguments } from './init-command.ts';
import type { McpArguments } from './mcp-command.ts';
import type { MigrateAction, MigrateArguments } from './migrate-command.ts';
import { packCommands } from './pack-program.ts';
import { regenerationCommands } from './regeneration-program.ts';
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

  holesCommands(program, { command, version, terminal, signal, end });

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
