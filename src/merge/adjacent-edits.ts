/** One stretch of lines in its three forms. */
interface Stretch {
  readonly ours: string;
  readonly base: string;
  readonly theirs: string;
}

/**
 * The two sides together, where one put lines beside what the other changed: that is no conflict
 * of words. Undefined where both put lines into one place, or changed the same ones.
 */
export function beside({ ours, base, theirs }: Stretch): string | undefined {
  if (base === '') return undefined;
  const mine = addedRound(ours, base);
  const now = addedRound(theirs, base);
  if (mine !== undefined && now !== undefined) {
    const isApart =
      (mine.before === '' || now.before === '') && (mine.after === '' || now.after === '');
    return isApart ? mine.before + now.before + base + mine.after + now.after : undefined;
  }
  if (mine !== undefined) return mine.before + theirs + mine.after;
  return now && now.before + ours + now.after;
}

/** What a side added before and behind the lines that it left as they were. */
function addedRound(
  side: string,
  base: string,
): { readonly before: string; readonly after: string } | undefined {
  if (side.endsWith(base) && /^$|\n$/.test(side.slice(0, -base.length)))
    return { before: side.slice(0, -base.length), after: '' };
  if (side.startsWith(base) && base.endsWith('\n'))
    return { before: '', after: side.slice(base.length) };
  return undefined;
}
