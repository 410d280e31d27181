import type { styleText } from 'node:util';
import type { Diagnostic, Severity } from '../diagnostic.ts';
import { visible } from '../visible.ts';

/** Where a report is printed: a stream, as far as colours need it. */
export interface Terminal {
  readonly isTTY?: boolean;
}

type Style = Parameters<typeof styleText>[0];

const STYLES: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', info: 'cyan' };

/**
 * Findings for people: place, severity and code, the sentence, and the lines of their own file.
 * Colours only on a terminal, and not where NO_COLOR is set (no-color.org).
 */
export function terminalReport(
  diagnostics: readonly Diagnostic[],
  terminal: Terminal = process.stderr,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const coloured = terminal.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb';
  const paint = (style: Style, text: string) => (coloured ? styled(style, text) : text);
  return diagnostics.map((diagnostic) => `${block(diagnostic, paint)}\n`).join('\n');
}

/** `node:util` is loaded for colours alone: it takes a third of the time in which Node starts. */
const styled = (style: Style, text: string): string =>
  process.getBuiltinModule('node:util').styleText(style, text, { validateStream: false });

function block(
  { code, severity, message, location, frame }: Diagnostic,
  paint: (style: Style, text: string) => string,
): string {
  const place = location
    ? `${paint('bold', visible(location.file))}:${location.line}:${location.column} `
    : '';
  const head = `${place}${paint(STYLES[severity], severity)} ${paint('dim', code)}`;
  const sentence = message.split('\n').map(visible).join('\n');
  return [head, sentence, ...(frame === undefined ? [] : [dimmed(frame, paint)])].join('\n');
}

/** The line that is meant stands out; its neighbours recede. */
const dimmed = (frame: string, paint: (style: Style, text: string) => string): string =>
  frame
    .split('\n')
    .map((line) => (line.startsWith('>') || line.endsWith('^') ? line : paint('dim', line)))
    .join('\n');
