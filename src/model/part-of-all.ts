import { pathShape } from '../spec/path-shape.ts';
import { saysHowMuch, standsFor } from './entity-name.ts';
import type { Home } from './home.ts';
import { plural, singular, wordsOf } from './names.ts';
import { literalsOf, type RawOperation, scopesOf, wordOf } from './raw-operations.ts';
import { onceFor } from './remembered.ts';
import type { Parameter } from './types.ts';
import type { Collection } from './which-entity.ts';

/** Words that say that a list is narrowed, and not by what: `findByStatus`. */
const ASKING = new Set('by filter find for from get in of query search with'.split(' '));

/** Names that people run together are no longer than this. */
const LONGEST = 40;

/**
 * Whether a list has only some of its entity's rows, by a word that its path has beside the
 * entity's name: `/configs/{id}/deleted-settings`, where there is `/configs/{id}/settings` too, or
 * `/users/{id}/owned-lists` and `/users/{id}/followed-lists`. Answers why that stands in its way.
 */
export function partOfAll(
  { word }: Pick<RawOperation, 'word'>,
  { collection, draft, entity }: Pick<Home, 'collection' | 'draft' | 'entity'>,
  parameters: readonly Pick<Parameter, 'name' | 'field'>[],
): string | undefined {
  if (collection.isTold === true) return undefined;
  const listings = listingsOf(draft);
  const listing = listings.get(collection);
  if (!listing || listing.words.size === 0) return undefined;
  const asked = [
    wordsIn(parameters.flatMap(({ name, field }) => (field === undefined ? [] : [name, field]))),
  ];
  const own = new Set([...listing.words].filter((part) => !isSaid(part, asked)));
  if (own.size === 0) return undefined;
  const isPart = [...listings.values()].some((other) => {
    const words = other.words.difference(listing.parents);
    return (
      (words.size < own.size && words.isSubsetOf(own)) ||
      (other.place === listing.place && !own.isSubsetOf(words))
    );
  });
  return isPart
    ? `only some of all ${plural(entity.label)} are listed at /${word}, and which is not described`
    : undefined;
}

/** What a path that leads to an entity says besides the entity's name. */
interface Listing {
  readonly words: ReadonlySet<string>;
  /** Words of what it lies under. */
  readonly parents: ReadonlySet<string>;
  /** The path before its last word, whatever its parameters are called. */
  readonly place: string;
}

const listingsOf = onceFor(
  ({ collections, known, name }: Home['draft']): ReadonlyMap<Collection, Listing> => {
    const names = [known, name].map((one) => one.replace(/\d+$/, ''));
    const said = wordsIn([...names, ...collections.flatMap(({ path }) => namedParents(path))]);
    return new Map(collections.map((one) => [one, listingAt(one.path, said)]));
  },
);

function listingAt(path: string, said: ReadonlySet<string>): Listing {
  const literals = literalsOf(path);
  const parents = wordsIn(literals.slice(0, -1));
  const words = wordsOf(wordOf(path).replace(/\.\w+$/, ''))
    .map(singular)
    .filter((part) => !ASKING.has(part) && !saysHowMuch(part) && !isSaid(part, [said, parents]));
  return {
    words: new Set(words),
    parents,
    place: pathShape(path.slice(0, path.lastIndexOf(literals.at(-1) ?? ''))),
  };
}

const wordsIn = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.flatMap(wordsOf).map(singular));

type Said = readonly ReadonlySet<string>[];

/** Whether a word is one of others, short for one, or some of them run together: `usergroup`. */
const isSaid = (word: string, said: Said): boolean =>
  isMadeOf(word, said) ||
  said.some((names) => names.has(word) || names.values().some((name) => standsFor(word, name)));

function isMadeOf(word: string, said: Said): boolean {
  if (word.length > LONGEST) return false;
  const ends = [0];
  for (let end = 1; end <= word.length; end++) {
    const isEnd = ends.some((start) => {
      const part = word.slice(start, end);
      return said.some((names) => names.has(part));
    });
    if (isEnd) ends.push(end);
  }
  return ends.at(-1) === word.length;
}

/** Words of a path that are followed by a parameter, but for the last word. */
const namedParents = (path: string): string[] =>
  scopesOf(path, undefined)
    .map(({ word }) => word)
    .filter((word) => word !== literalsOf(path).at(-1));
