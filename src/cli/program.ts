import { Command, CommanderError, Option } from 'commander';
import type { CheckArguments } from './check-command.ts';
import type { ExplainArguments } from './explain-command.ts';
import { sandboxChoices } from '../sandbox/provider.ts';
import { ExitCode } from './exit-code.ts';
import type { GenerateArguments } from './generate-command.ts';
import type { InitArguments } from './init-command.ts';
import type { Terminal } from './terminal.ts';

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
  const program = commands(version, terminal, signal, (code) => {
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

function commands(
  version: string,
  terminal: Terminal,
  signal: AbortSignal,
  end: (code: number) => void,
): Command {
  const program = new Command('specwright')
    .description('OpenAPI descriptions to complete, tested, database-backed TypeScript services.')
    .version(version)
    .showHelpAfterError('Run with --help for the options.')
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .exitOverride();
  const command = (name: string, about: string, example: string): Command =>
    program
      .command(name)
      .description(about)
      .addHelpText('after', `\nExample:\n  $ ${example}`)
      .option('--json', 'print one JSON object on standard output')
      .option('--quiet', 'print errors only');

  command(
    'generate',
    'Generate services, or bring them up to date.',
    'specwright generate openapi.yaml --out service',
  )
    .argument('[spec...]', 'OpenAPI descriptions; none: the services of the configuration')
    .option(
      '--out <dir>',
      "the service's folder; with several descriptions, the folder of their folders",
    )
    .option('--config <file>', 'the configuration (default: specwright.config.ts)')
    .option('--overlay <file...>', 'OpenAPI Overlay files to apply')
    .option('--allow-remote <host...>', 'hosts from which a $ref may read')
    .option('--dry-run', 'say what would be done, and write nothing')
    .option('--check', 'write nothing, and exit with 1 if anything would be written')
    .option('--no-test', "do not run the service's tests")
    .addOption(
      new Option('--sandbox <name>', 'where the tests run (default: auto)').choices(sandboxChoices),
    )
    .option('--strict', 'refuse descriptions that break a rule, though their meaning is clear')
    .option(
      '--force',
      'generate beside files that Specwright did not write; none of them is changed',
    )
    .option('--restore', 'bring back generated files that were deleted by hand')
    .action(async (specs: string[], given: GenerateArguments) => {
      const { generateCommand } = await import('./generate-command.ts');
      end(await generateCommand(specs, given, terminal, signal));
    });

  command(
    'check',
    'Say whether a service is what its description asks for.',
    'specwright check --out service',
  )
    .option(
      '--out <dir>',
      "the service's folder (default: the services of the configuration, else this folder)",
    )
    .option('--config <file>', 'the configuration (default: specwright.config.ts)')
    .action(async (given: CheckArguments & { readonly config?: string }) => {
      const { checkCommand } = await import('./check-services.ts');
      end(await checkCommand(given, terminal));
    });

  command(
    'explain',
    'Show what was inferred from a description, and why.',
    'specwright explain openapi.yaml --coverage',
  )
    .argument('<spec>', 'an OpenAPI description')
    .option('--config <file>', 'the configuration (default: specwright.config.ts)')
    .option('--coverage', 'list every keyword as enforced, typed only or ignored')
    .option('--overlay <file>', 'write the choices as an OpenAPI Overlay, to be edited and applied')
    .option('--strict', 'with --coverage: exit with 1 if a keyword is ignored')
    .action(async (spec: string, given: ExplainArguments) => {
      const { explainCommand } = await import('./explain-command.ts');
      end(await explainCommand(spec, given, terminal));
    });

  command(
    'init',
    'Write a configuration for the descriptions of this folder.',
    'specwright init --yes',
  )
    .option('--yes', 'ask nothing')
    .action(async (given: InitArguments) => {
      const { initCommand } = await import('./init-command.ts');
      end(await initCommand(given, terminal));
    });
  return program;
}
