/** A set of code points, as sorted ranges that do not touch: `[first, last]`, both included. */
export type CharSet = readonly (readonly [number, number])[];

const LAST = 0x10ffff;

export const anyChar: CharSet = [[0, LAST]];

/** One code point. */
export const oneChar = (code: number): CharSet => [[code, code]];

/** All of some sets. */
export function union(sets: readonly CharSet[]): CharSet {
  const ranges = sets.flat().toSorted(([a], [b]) => a - b);
  const merged: [number, number][] = [];
  for (const [first, last] of ranges) {
    const previous = merged.at(-1);
    if (previous && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

/** All but these. */
export function complement(set: CharSet): CharSet {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (first > next) rest.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST) rest.push([next, LAST]);
  return rest;
}

/** What is in each of them. */
export function intersection(a: CharSet, b: CharSet): CharSet {
  return a.flatMap(([first, last]) =>
    b.flatMap(([start, end]): CharSet => {
      const [low, high] = [Math.max(first, start), Math.min(last, end)];
      return low <= high ? [[low, high]] : [];
    }),
  );
}

/** The set with the other case of each letter of it, as far as one is known. */
export function withBothCases(set: CharSet): CharSet {
  const letters = intersection(set, [
    [0x41, 0x5a],
    [0x61, 0x7a],
    [0xb5, 0x24f],
    [0x370, 0x52f],
  ]);
  const others = letters.flatMap(([first, last]): CharSet => {
    const codes = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    return codes.flatMap((code) => {
      const text = String.fromCodePoint(code);
      return [text.toLowerCase(), text.toUpperCase()]
        .map((it) => oneChar(it.codePointAt(0) ?? code))
        .flat();
    });
  });
  return union([set, others]);
}

const digits: CharSet = [[0x30, 0x39]];
const wordChars: CharSet = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const spaces: CharSet = [
  ...([
    [0x09, 0x0d],
    [0x20, 0x20],
    [0xa0, 0xa0],
    [0x1680, 0x1680],
    [0x2000, 0x200a],
  ] as const),
  ...([
    [0x2028, 0x2029],
    [0x202f, 0x202f],
    [0x205f, 0x205f],
    [0x3000, 0x3000],
    [0xfeff, 0xfeff],
  ] as const),
];

/** What `\d`, `\w`, `\s` and their opposites stand for. */
export function classEscape(letter: string): CharSet | undefined {
  const set = { d: digits, w: wordChars, s: spaces }[letter.toLowerCase()];
  if (!set) return undefined;
  return letter === letter.toLowerCase() ? set : complement(set);
}

export const lineEnds: CharSet = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
