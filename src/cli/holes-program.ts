import type { Command } from 'commander';
import type { FillArguments } from './fill-arguments.ts';
import type { ProgramParts } from './regeneration-program.ts';
import type { ServiceArguments } from './service-arguments.ts';
import type { TestsArguments } from './tests-command.ts';

/** The commands about business logic. */
export function holesCommands(program: Command, parts: ProgramParts): void {
  modelCommands(parts);
  testsCommands(program, parts);
  runsCommands(program, parts);
}

/** What a language model is asked. */
function modelCommands({ command, terminal, signal, end }: ProgramParts): void {
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
}

/** A command of a group of commands, all of which are about one service. */
const group = (program: Command, name: string, about: string, example: string): Command =>
  program
    .command(name)
    .description(about)
    .addHelpText('after', `\nExample:\n  $ ${example}`)
    .option('--out <dir>', "the service's folder (default: this folder)")
    .option('--config <file>', 'the configuration (default: specwright.config.ts)')
    .option('--json', 'print one JSON object on standard output')
    .option('--quiet', 'print errors only');

/** What a person does with the tests that a model proposes. */
function testsCommands(program: Command, { terminal, signal, end }: ProgramParts): void {
  const tests = program
    .command('tests')
    .description('Approve or reject the tests that a model proposed for business logic.')
    .addHelpText('after', '\nExample:\n  $ specwright tests list --out service');
  group(
    tests,
    'list',
    'List the tests that are proposed, and those that are approved.',
    'specwright tests list --out service',
  ).action(async (given: ServiceArguments) => {
    const { testsList } = await import('./tests-command.ts');
    end(await testsList(given, terminal, signal));
  });
  group(
    tests,
    'approve',
    'Move proposed tests to tests/approved, once types agree and they pass.',
    'specwright tests approve closeTicket --out service',
  )
    .argument('<hole...>', 'functions of business logic')
    .option('--failing', 'though they fail: what they say is right, and the body is not')
    .action(async (names: string[], given: TestsArguments) => {
      const { testsDecide } = await import('./tests-command.ts');
      end(await testsDecide('approve', names, given, terminal, signal));
    });
  group(
    tests,
    'reject',
    'Remove proposed tests; the next filling may propose others.',
    'specwright tests reject closeTicket --out service',
  )
    .argument('<hole...>', 'functions of business logic')
    .action(async (names: string[], given: ServiceArguments) => {
      const { testsDecide } = await import('./tests-command.ts');
      end(await testsDecide('reject', names, given, terminal, signal));
    });
}

/** What was done by runs of `fill`. */
function runsCommands(program: Command, { terminal, signal, end }: ProgramParts): void {
  const runs = program
    .command('runs')
    .description('Look at runs of fill, and take them up again.')
    .addHelpText('after', '\nExample:\n  $ specwright runs list --out service');
  group(runs, 'list', 'List the runs of a service.', 'specwright runs list --out service').action(
    async (given: ServiceArguments) => {
      const { runsList } = await import('./runs-command.ts');
      end(await runsList(given, terminal));
    },
  );
  group(
    runs,
    'show',
    'Show what happened in a run.',
    'specwright runs show 0001-1f0c3b7a --out service',
  )
    .argument('<run>', 'the id of a run')
    .action(async (run: string, given: ServiceArguments) => {
      const { runsShow } = await import('./runs-command.ts');
      end(await runsShow(run, given, terminal));
    });
  group(
    runs,
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
}
