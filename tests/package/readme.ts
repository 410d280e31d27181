import { readFileSync } from 'node:fs';

/** One command of a console block, with the lines that it is said to print. */
export interface Shown {
  readonly argv: readonly string[];
  readonly lines: readonly string[];
}

/** The commands of a section of the README, in their order. */
export function shownIn(title: string): readonly Shown[] {
  const text = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const section = text.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';
  return [...section.matchAll(/```console[^\n]*\n\$ specwright (.+)\n([\s\S]*?)```/g)].map(
    ([, line = '', printed = '']) => ({
      argv: line.split(' '),
      lines: printed.split('\n').filter((one) => one.trim() !== '' && one.trim() !== '…'),
    }),
  );
}

/** A line as it is compared: numbers change with each template, and columns with them. */
export const shape = (line: string): string =>
  line.replace(/\d+/g, 'N').replace(/\s+/g, ' ').trim();
