import type { SourceLocation } from './diagnostic.ts';
import { Lines } from './lines.ts';
import { visible } from './visible.ts';

const BEFORE = 2;
const WIDTH = 120;
/** How much of a clipped line stays to the left of the caret. */
const LEFT = 60;

/** The lines that lead to a location, numbered, with a caret under its column. */
export function sourceFrame(text: string | Lines, { line, column }: SourceLocation): string {
  const lines = typeof text === 'string' ? new Lines(text) : text;
  const last = Math.min(line, lines.count);
  const first = Math.max(1, last - BEFORE);
  const digits = String(last).length;
  const at = Math.min(column - 1, lines.length(last));
  const from = at > WIDTH - 10 ? at - LEFT : 0;
  const row = (number: number, start: number): string => {
    const mark = number === last ? '>' : ' ';
    const more = start + WIDTH < lines.length(number) ? '…' : '';
    const content = visible(lines.part(number, start, WIDTH));
    return `${mark} ${String(number).padStart(digits)} | ${start > 0 ? '…' : ''}${content}${more}`.trimEnd();
  };
  const shown: string[] = [];
  for (let number = first; number < last; number += 1) shown.push(row(number, 0));
  const caret = ' '.repeat(visible(lines.part(last, from, at - from)).length + (from > 0 ? 1 : 0));
  return [...shown, row(last, from), `  ${' '.repeat(digits)} | ${caret}^`].join('\n');
}
