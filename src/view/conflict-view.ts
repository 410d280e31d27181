import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from '../workspace/content-hash.ts';
import type { ConflictPart, ConflictView } from './state-types.ts';

/** The files of a service whose conflict markers nobody has settled yet. */
export function conflictViews(service: string, paths: readonly string[]): ConflictView[] {
  return paths.flatMap((path): ConflictView[] => {
    const bytes = readFileSync(join(service, path));
    const parts = conflictParts(bytes.toString('utf8'));
    return parts.some(({ kind }) => kind === 'conflict')
      ? [{ path, hash: contentHash(bytes), parts }]
      : [];
  });
}

/** Where a line belongs while a file with markers is read. */
type Side = 'text' | 'ours' | 'base' | 'theirs';

/** Cuts a text at git's conflict markers. A marker that is not closed is text like any other. */
export function conflictParts(text: string): ConflictPart[] {
  const parts: ConflictPart[] = [];
  let plain = '';
  let open = emptySides(0, '');
  let side: Side = 'text';
  let number = 0;
  for (const line of linesOf(text)) {
    number++;
    if (side === 'text' && line.startsWith('<<<<<<< ')) {
      side = 'ours';
      open = emptySides(number, line);
      continue;
    }
    if (side === 'text') {
      plain += line;
      continue;
    }
    open = { ...open, all: open.all + line };
    const next = nextSide(side, line);
    if (next === 'text') {
      if (plain !== '') parts.push({ kind: 'text', text: plain });
      const { line: at, ours, base, theirs } = open;
      parts.push({ kind: 'conflict', line: at, ours, base, theirs });
      plain = '';
    } else if (next === undefined) {
      open = { ...open, [side]: open[side] + line };
    }
    side = next ?? side;
  }
  if (side !== 'text') plain += open.all;
  if (plain !== '') parts.push({ kind: 'text', text: plain });
  return parts;
}

const emptySides = (line: number, all: string) => ({ line, all, ours: '', base: '', theirs: '' });

/** The side that begins with a marker; nothing where the line is none. */
function nextSide(side: Side, line: string): Side | undefined {
  if (side === 'ours' && line.startsWith('||||||| ')) return 'base';
  if ((side === 'ours' || side === 'base') && /^={7}\r?\n?$/.test(line)) return 'theirs';
  if (side === 'theirs' && line.startsWith('>>>>>>> ')) return 'text';
  return undefined;
}

/** Lines with their ends. */
const linesOf = (text: string): string[] => text.split(/(?<=\n)/);
