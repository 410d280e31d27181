import type { SourceLocation } from './diagnostic.ts';

const BEFORE = 2;
const WIDTH = 120;

/** The lines that lead to a location, numbered, with a caret under its column. */
export function sourceFrame(text: string, { line, column }: SourceLocation): string {
  const lines = text.split(/\r?\n/);
  const first = Math.max(1, line - BEFORE);
  const shown = lines.slice(first - 1, line);
  const digits = String(line).length;
  const start = Math.max(0, column - 1 - WIDTH / 2);
  const printed = shown.map((content, index) => {
    const number = first + index;
    const cut = number === line ? content.slice(start, start + WIDTH) : content.slice(0, WIDTH);
    return `${number === line ? '>' : ' '} ${String(number).padStart(digits)} | ${visible(cut)}`.trimEnd();
  });
  const caret = ' '.repeat(Math.max(0, Math.min(column - 1 - start, WIDTH)));
  return [...printed, `  ${' '.repeat(digits)} | ${caret}^`].join('\n');
}

/** Tabs become spaces; control and direction-changing characters become visible. */
const visible = (text: string): string =>
  text
    .replace(/\t/g, ' ')
    .replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069]/gu, '\u00b7');
