import { isPlural, sameName, singular, squash } from './names.ts';

/** Who has an account of some kind, and what they have it with. */
const ACTOR =
  /^(?:account|client|company|corporate|customer|employee|member|merchant|org|organi[sz]ation|partner|person|player|profile|seller|subscriber|team|tenant|user|vendor|workspace)$/;

/**
 * Words that stand for who calls: `/user/keys` beside `/users/{id}` are the keys of the user who
 * asks, and not of all. A singular that has items of its own (`/user/{id}`) is just a collection.
 *
 * @param paths all of a description
 * @returns the word of a path, if it has one
 */
export function callersWords(paths: readonly string[]): (path: string) => string | undefined {
  const collections = new Set<string>();
  const singulars = new Set<string>();
  for (const path of paths) {
    const segments = path.split('/');
    const end = segments.findIndex((segment) => segment.includes('{'));
    if (end > 0) collections.add(segments.slice(0, end).join('/'));
    segments.slice(0, end < 0 ? undefined : end).forEach((segment, index) => {
      if (ACTOR.test(squash(segment))) singulars.add(segments.slice(0, index + 1).join('/'));
    });
  }
  const plurals = [...collections].map(parted).filter(({ word }) => isPlural(word));
  const own = [...singulars].filter((place) => {
    const { above, word } = parted(place);
    const isBeside = plurals.some(
      (other) => other.above === above && sameName(singular(other.word), word),
    );
    return isBeside && !collections.has(place);
  });
  return (path) => {
    const place = own.find((one) => path === one || path.startsWith(`${one}/`));
    return place === undefined ? undefined : parted(place).word;
  };
}

function parted(place: string): { above: string; word: string } {
  const at = place.lastIndexOf('/');
  return { above: place.slice(0, at), word: place.slice(at + 1) };
}
