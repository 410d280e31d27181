/** The name that was probably meant, if one is near enough. */
export function closest(name: string, names: readonly string[]): string | undefined {
  if (name.length > 40) return undefined;
  const most = name.length < 5 ? 1 : 2;
  let found: string | undefined;
  let best = most + 1;
  for (const candidate of names) {
    if (candidate.toLowerCase() === name.toLowerCase()) return candidate;
    if (Math.abs(candidate.length - name.length) > most) continue;
    const distance = edits(name, candidate);
    if (distance < best) [found, best] = [candidate, distance];
  }
  return found;
}

/** Levenshtein distance. */
function edits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
