import type { Input } from './inputs.ts';
import type { Measured } from './measure.ts';
import type { Makes, Tool } from './tool.ts';

const START = '<!-- bench:compare -->';
const END = '<!-- /bench:compare -->';

const MAKES: Readonly<Record<Makes, string>> = {
  service: 'a service that answers',
  handlers: 'a server with handlers to write',
  interfaces: 'types and routes for handlers of your own',
  client: 'a client',
  types: 'types',
};

type Row = readonly string[];

/** One line for who watches. */
export function toldOf({ tool, input, failed, seconds, served, edited }: Measured): string {
  const told = [`${tool} on ${input}: ${failed ?? `${seconds.toFixed(1)} s`}`];
  if (served !== undefined)
    told.push('failed' in served ? served.failed : `${served.verdicts.answered} answered`);
  if (edited !== undefined)
    told.push('failed' in edited ? edited.failed : `edit ${edited.isKept ? 'kept' : 'lost'}`);
  return told.join('; ');
}

/** The tables, from the latest measurement of each tool and description. */
export function tablesOf(
  tools: readonly Tool[],
  inputs: readonly Input[],
  measured: readonly Measured[],
): string {
  const latest = new Map(measured.map((one) => [`${one.tool}\n${one.input}`, one]));
  const of = ({ name }: Tool, input: Input) => latest.get(`${name}\n${input.name}`);
  const whole = tools.filter(({ isForEdits }) => isForEdits !== true);
  const cells = (tool: Tool, cell: (one: Measured) => string) =>
    inputs.map((input) => {
      const one = of(tool, input);
      return one === undefined ? 'not run' : cell(one);
    });
  const servers = whole.filter(({ server }) => server !== undefined);
  const small = inputs.filter(({ isVast }) => !isVast);
  const heads = inputs.map(({ name, written }) => `${name} (${written})`);
  return [
    '### What was run',
    table(
      ['tool', 'version', 'what it makes'],
      whole.map((tool) => [tool.name, tool.version, MAKES[tool.makes]]),
    ),
    '### Time, memory, lines',
    'Seconds of processor time, peak memory and lines of code; in parentheses, the version of OpenAPI.',
    table(
      ['tool', ...heads],
      whole.map((tool) => [tool.name, ...cells(tool, costOf)]),
      1,
    ),
    '### Types',
    'Errors under `--strict`, with the settings and the compiler that come with the output, or else with plain ones of TypeScript 7.',
    table(
      ['tool', ...heads],
      whole
        .filter((tool) => inputs.some((input) => of(tool, input)?.types))
        .map((tool) => [tool.name, ...cells(tool, typesOf)]),
      1,
    ),
    ...small.flatMap((input) => [
      `### What a running server answers: ${input.name}`,
      table(
        [
          'tool',
          'answered',
          'as described',
          'refused',
          '404, 405',
          'not implemented',
          'other 5xx',
          'invalid, refused',
          'kept',
          'after a restart',
        ],
        servers.map((tool) => [tool.name, ...answersOf(of(tool, input))]),
        1,
      ),
    ]),
    '### Tests that come with it',
    table(
      ['tool', ...small.map(({ name }) => name)],
      whole
        .filter(({ test }) => test !== undefined)
        .map((tool) => [tool.name, ...small.map((input) => testsOf(of(tool, input)))]),
    ),
    '### Generated again after an edit',
    table(
      [
        'tool',
        'where the ten lines stand',
        'still there',
        'the new field',
        'errors before, after',
        'remark',
      ],
      tools
        .filter(({ handler }) => handler !== undefined)
        .flatMap((tool) =>
          inputs.map((input) => of(tool, input)).flatMap((one) => editOf(tool, one)),
        ),
    ),
  ].join('\n\n');
}

function costOf({ failed, cpu, megabytes, lines }: Measured): string {
  const cost = `${cpu.toFixed(1)} s, ${megabytes} MB`;
  return failed === undefined
    ? `${cost}, ${lines.toLocaleString('en')}`
    : `**no**: ${shortened(failed)}`;
}

const REASON = 72;

const shortened = (reason: string) =>
  reason.length > REASON ? `${reason.slice(0, REASON)}…` : reason;

function typesOf({ failed, types }: Measured): string {
  if (failed !== undefined) return '–';
  if (types === undefined) return 'no TypeScript';
  return types.count === undefined ? types.first : String(types.count);
}

function answersOf(one: Measured | undefined): Row {
  const rest = (text: string): Row => [text, ...Array.from({ length: 8 }, () => '')];
  if (one === undefined) return rest('not run');
  if (one.failed !== undefined) return rest('nothing generated');
  const { served } = one;
  if (served === undefined) return rest('not run');
  if ('failed' in served) return rest(`does not start: ${served.failed}`);
  const { verdicts, operations, asDescribed, creates, kept, keptAfterRestart } = served;
  const { invalid, invalidRefused } = served;
  return [
    `${verdicts.answered} of ${operations}`,
    String(asDescribed),
    String(verdicts.refused),
    String(verdicts.absent),
    String(verdicts['not implemented']),
    String(verdicts.failed),
    `${invalidRefused} of ${invalid}`,
    `${kept} of ${creates}`,
    `${keptAfterRestart} of ${creates}`,
  ];
}

function testsOf(one: Measured | undefined): string {
  if (one?.tests === undefined) return '–';
  return one.tests.passed ? one.tests.said : `**fail**: ${one.tests.said}`;
}

function editOf(tool: Tool, one: Measured | undefined): Row[] {
  if (one?.edited === undefined) return [];
  const { edited } = one;
  if ('failed' in edited) return [[tool.name, edited.failed, '', '', '', '']];
  const count = (errors: number | null | undefined) => errors ?? '–';
  const [before, after] = edited.errors;
  return [
    [
      tool.name,
      edited.where,
      edited.isKept ? 'yes' : '**no**',
      edited.hasField ? 'yes' : '**no**',
      `${count(before)}, ${count(after)}`,
      edited.note,
    ],
  ];
}

/** @param numbersFrom the first column that is set to the right */
function table(head: Row, rows: readonly Row[], numbersFrom = Infinity): string {
  const line = (cells: Row) => `| ${cells.map(encoded).join(' | ')} |`;
  const rule = head.map((_, index) => (index < numbersFrom ? '---' : '---:'));
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** What tools say is text in a table, and no Markdown or HTML of its own. */
const encoded = (text: string) =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ').trim();

/** A page with its tables replaced, or added at its end. */
export function withTables(page: string, tables: string): string {
  const [from, to] = [page.indexOf(START), page.indexOf(END)];
  const marked = `${START}\n\n${tables}\n\n${END}`;
  if (from < 0 || to < 0) return `${page.trimEnd()}\n\n${marked}\n`;
  return `${page.slice(0, from)}${marked}${page.slice(to + END.length)}`;
}
