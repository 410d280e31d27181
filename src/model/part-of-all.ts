import { isShort, saysHowMuch } from './entity-name.ts';
import type { Home } from './home.ts';
import { plural, singular, wordsOf } from './names.ts';
import { type RawOperation, scopesOf } from './raw-operations.ts';
import type { Parameter } from './types.ts';

/** Words that say that a list is narrowed, and not by what: `findByStatus`. */
const ASKING = new Set('by filter find for from get in of query search with'.split(' '));

/**
 * Whether a list has only some of its entity's rows, by a word that its path has beside the
 * entity's name: `/configs/{id}/deleted-settings`, where there is `/configs/{id}/settings` too, or
 * `/users/{id}/owned-lists` and `/users/{id}/followed-lists`. Answers why that stands in its way.
 */
export function partOfAll(
  { path }: Pick<RawOperation, 'path'>,
  { collection, draft, entity }: Pick<Home, 'collection' | 'draft' | 'entity'>,
  parameters: readonly Pick<Parameter, 'name' | 'field'>[],
): string | undefined {
  if (collection.isTold === true) return undefined;
  const names = [draft.known, entity.name].map((name) => name.replace(/\d+$/, ''));
  const parents = [
    ...literals(collection.path).slice(0, -1),
    ...draft.collections.flatMap((one) => namedParents(one.path)),
  ];
  const asked = parameters.flatMap(({ name, field }) => (field === undefined ? [] : [name, field]));
  const own = wordsBeside(collection.path, [...names, ...parents, ...asked]);
  if (own.size === 0) return undefined;
  const parent = parentOf(collection.path);
  const isPart = draft.collections.some((other) => {
    const words = wordsBeside(other.path, [...names, ...parents]);
    if (words.size < own.size && words.isSubsetOf(own)) return true;
    return parentOf(other.path) === parent && !own.isSubsetOf(words);
  });
  return isPart
    ? `only some of all ${plural(entity.label)} are listed at /${literals(path).at(-1)}, and which is not described`
    : undefined;
}

/** What the last word of a path says besides what is known. */
function wordsBeside(path: string, names: readonly string[]): ReadonlySet<string> {
  const word = (literals(path).at(-1) ?? '').replace(/\.\w+$/, '');
  const known = names.flatMap(wordsOf).map(singular);
  return new Set(
    wordsOf(word)
      .map(singular)
      .filter((part) => !ASKING.has(part) && !saysHowMuch(part) && !isSaid(part, known)),
  );
}

/** Whether a word is one of others, short for one, or some of them run together: `usergroup`. */
const isSaid = (word: string, known: readonly string[]): boolean =>
  known.some((name) => isShort(word, name)) || isMadeOf(word, known);

const isMadeOf = (word: string, parts: readonly string[]): boolean =>
  word === '' ||
  parts.some(
    (part) => part !== '' && word.startsWith(part) && isMadeOf(word.slice(part.length), parts),
  );

/** Words of a path that are followed by a parameter, but for the last word. */
const namedParents = (path: string): string[] =>
  scopesOf(path, undefined)
    .map(({ word }) => word)
    .filter((word) => word !== literals(path).at(-1));

const literals = (path: string): string[] =>
  path.split('/').filter((segment) => segment !== '' && !segment.startsWith('{'));

/** What a path lies under, whatever its parameters are called. */
const parentOf = (path: string): string =>
  path.slice(0, path.lastIndexOf(literals(path).at(-1) ?? '')).replace(/\{[^{}]*\}/g, '{}');
