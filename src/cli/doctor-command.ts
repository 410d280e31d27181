import { styleText } from 'node:util';
import type { Check } from '../doctor/check.ts';
import { examineMachine } from '../doctor/doctor.ts';
import { ExitCode } from './exit-code.ts';
import { printedJson } from './json-report.ts';
import { count, table } from './table.ts';
import type { Terminal } from './terminal.ts';

export interface DoctorArguments {
  readonly out?: string;
  readonly config?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const MARKS = {
  ok: ['ok', 'green'],
  warning: ['warning', 'yellow'],
  error: ['ERROR', 'red'],
} as const;

/** `specwright doctor`: exit code 1 when something that is needed does not work. */
export async function doctorCommand(
  { out, config, json, quiet }: DoctorArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { cwd } = terminal;
  const checks = await examineMachine({ cwd, out, config, env: process.env, signal });
  const errors = checks.filter(({ status }) => status === 'error');
  if (json === true) terminal.out(printedJson([{ ok: errors.length === 0, checks }]));
  else terminal.out(report(quiet === true ? errors : checks, terminal.hasOutColours));
  return errors.length > 0 ? ExitCode.look : ExitCode.done;
}

function report(checks: readonly Check[], hasColours: boolean): string {
  const rows = checks.flatMap(({ name, status, found, advice }) => [
    [MARKS[status][0], name, found],
    ...(advice === undefined ? [] : [['', '', `→ ${advice}`]]),
  ]);
  const text = table(rows, '');
  const wrong = checks.filter(({ status }) => status !== 'ok').length;
  const summary = wrong === 0 ? '' : `\n${count(wrong, 'thing')} to look at.\n`;
  return (hasColours ? coloured(text) : text) + summary;
}

const coloured = (text: string): string =>
  text.replace(/^(ok|warning|ERROR)(?= )/gm, (word) => {
    const [, style] = Object.values(MARKS).find(([mark]) => mark === word) ?? MARKS.ok;
    return styleText(style, word, { validateStream: false });
  });
