import { Argument, type Command, Option } from 'commander';
import { sandboxChoices } from '../sandbox/provider.ts';
import { findingKinds } from '../workspace/finding-kinds.ts';
import { type CheckArguments, reporters } from './check-command.ts';
import type { DiffArguments } from './diff-command.ts';
import { diffFormats } from './diff-formats.ts';
import type { GenerateArguments } from './generate-arguments.ts';
import type { HookAction } from './hook-command.ts';
import type { Terminal } from './terminal.ts';
import type { UpgradeArguments } from './upgrade-command.ts';
import type { WatchArguments } from './watch-command.ts';

/** What a part of the command line is built with. */
export interface ProgramParts {
  readonly command: (name: string, about: string, example: string) => Command;
  readonly version: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly end: (code: number) => void;
}

/** A command about services, with the options that say which, and how their descriptions are read. */
export const describing = (command: Command): Command =>
  command
    .argument('[spec...]', 'OpenAPI descriptions; none: the services of the configuration')
    .option(
      '--out <dir>',
      "the service's folder; with several descriptions, the folder of their folders",
    )
    .option('--config <file>', 'the configuration (default: specwright.config.ts)')
    .option('--overlay <file...>', 'OpenAPI Overlay files to apply')
    .option('--arazzo <file...>', 'Arazzo files whose workflows become tests')
    .option(
      '--pack <pack>',
      'the template pack: a name, a folder, an npm package (default: fastify)',
    )
    .option('--allow-remote <host...>', 'hosts from which a $ref may read')
    .option('--root <dir>', 'the folder that a $ref may reach (default: the project that holds it)')
    .option('--strict', 'refuse descriptions that break a rule or have a keyword that is ignored');

/** The commands that generate a service, and those round that. */
export function regenerationCommands({
  command,
  version,
  terminal,
  signal,
  end,
}: ProgramParts): void {
  describing(
    command(
      'generate',
      'Generate services, or bring them up to date.',
      'specwright generate openapi.yaml --out service',
    ),
  )
    .option('--dry-run', 'say what would be done, and write nothing')
    .option('--check', 'write nothing, and exit with 1 if anything would be written')
    .option('--no-test', "do not run the service's tests; types are checked only if you edited it")
    .addOption(
      new Option('--sandbox <name>', 'where the tests run (default: auto)').choices(sandboxChoices),
    )
    .option(
      '--force',
      'generate beside files that Specwright did not write; none of them is changed',
    )
    .option(
      '--allow-destructive',
      'write migrations that drop data, or that may fail on what rows hold',
    )
    .option('--rename <old=new...>', 'what was renamed: Book=Volume, Book.title=heading')
    .option('--shard <i/n>', 'only this part of the services: 2/5 is the second of five')
    .option('--restore', 'bring back generated files that were deleted by hand')
    .option('--require-filled', 'exit with 1 while a hole is open')
    .option('--keep <file...>', 'make files yours that are no longer generated')
    .action(async (specs: string[], given: GenerateArguments) => {
      const { generateCommand } = await import('./generate-command.ts');
      end(await generateCommand(specs, given, terminal, signal));
    });

  describing(
    command(
      'diff',
      'Show what generate would change, and change nothing.',
      'specwright diff openapi.yaml --out service',
    ),
  )
    .option('--model', 'show what has changed in the model instead, a line each')
    .option('--since <commit>', 'compare models with those of the services in a commit')
    .addOption(
      new Option('--format <name>', 'how it is printed; markdown is for comments').choices(
        diffFormats,
      ),
    )
    .option('--allow-destructive', 'as for generate: show migrations that lose data too')
    .option('--rename <old=new...>', 'what was renamed: Book=Volume, Book.title=heading')
    .option('--restore', 'as for generate: bring back generated files that were deleted by hand')
    .action(async (specs: string[], given: DiffArguments) => {
      const { diffCommand } = await import('./diff-command.ts');
      end(await diffCommand(specs, given, terminal, signal));
    });

  command(
    'upgrade',
    'Bring services to the version of Specwright that runs, or show what that would change.',
    'specwright upgrade --dry-run',
  )
    .argument('[spec...]', 'OpenAPI descriptions; none: the services of the configuration')
    .option(
      '--out <dir>',
      "the service's folder; with several descriptions, the folder of their folders",
    )
    .option('--config <file>', 'the configuration (default: specwright.config.ts)')
    .option('--dry-run', 'say what would change, write nothing, and exit with 1 if anything would')
    .option('--diff', 'with --dry-run: print every line that would change')
    .option('--no-test', "do not run the service's tests")
    .action(async (specs: string[], given: UpgradeArguments) => {
      const { upgradeCommand } = await import('./upgrade-command.ts');
      end(await upgradeCommand(specs, given, terminal, signal));
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
    .addOption(
      new Option('--reporter <name>', 'how findings are printed (default: terminal)').choices(
        reporters,
      ),
    )
    .option(
      '--fail-on <kind...>',
      `what is a failure: ${findingKinds.join(', ')} (default: what the configuration said at the last generation)`,
    )
    .action(async (given: CheckArguments & { readonly config?: string }) => {
      const { checkCommand } = await import('./check-services.ts');
      end(await checkCommand(given, version, terminal, signal));
    });

  describing(
    command(
      'watch',
      'Generate at each save, until you stop it.',
      'specwright watch openapi.yaml --out service --serve',
    ),
  )
    .option('--test', 'check types and run the tests before each write')
    .option('--serve', 'run the service, and start it anew when it has changed')
    .action(async (specs: string[], given: WatchArguments) => {
      const { watchCommand } = await import('./watch-command.ts');
      end(await watchCommand(specs, given, terminal, signal));
    });

  command(
    'hook',
    'Keep commits whole: regenerate what staged descriptions touch, and stage it.',
    'specwright hook install',
  )
    .addArgument(
      new Argument('<action>', 'set it up, take it out, or what git calls').choices([
        'install',
        'uninstall',
        'run',
      ]),
    )
    .action(async (action: HookAction) => {
      const { hookCommand } = await import('./hook-command.ts');
      end(await hookCommand(action, terminal, signal));
    });
}
