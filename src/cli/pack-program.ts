import type { EjectArguments } from './eject-command.ts';
import type { WatchingArguments } from './generate-arguments.ts';
import { describing, type ProgramParts } from './regeneration-program.ts';

/** The commands for those who write templates. */
export function packCommands({ command, terminal, signal, end }: ProgramParts): void {
  command(
    'eject',
    'Copy templates of the pack into the project, where they stand in for those of the pack; none: list them.',
    'specwright eject src/app.ts',
  )
    .argument('[template...]', 'by the path of their output: src/app.ts, or partials/app-type')
    .option('--all', 'every template of the pack')
    .option('--upgrade', 'merge what the pack has changed since into those that were ejected')
    .option('--config <file>', 'the configuration (default: specwright.config.ts)')
    .option('--pack <pack>', 'the template pack (default: that of the configuration)')
    .option('--out <dir>', 'the service whose own pack and templates are meant')
    .action(async (templates: string[], given: EjectArguments) => {
      const { ejectCommand } = await import('./eject-command.ts');
      end(await ejectCommand(templates, given, terminal));
    });

  describing(
    command(
      'dev-pack',
      'Render a pack at each save of a template and show what changes; nothing is written.',
      'specwright dev-pack openapi.yaml --pack ./packs/own',
    ),
  ).action(async (specs: string[], given: WatchingArguments) => {
    const { devPackCommand } = await import('./dev-pack-command.ts');
    end(await devPackCommand(specs, given, terminal, signal));
  });
}
