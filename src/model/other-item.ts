import { pathShape } from '../spec/path-shape.ts';
import { withArticle } from './article.ts';
import type { Home } from './home.ts';
import { singular, wordsOf } from './names.ts';
import type { RawOperation } from './raw-operations.ts';
import { onceFor } from './remembered.ts';
import type { Entity } from './types.ts';

/** Words of a parameter that say that it tells things apart, and not which things. */
const TELLING = new Set(
  'code guid id identifier key name no number pk ref slug uid uuid'.split(' '),
);

/**
 * What the last parameter of a path names, where that is no item of the path's entity: a part of
 * one (`/assessments/{id}/{userEmail}`), or a thing of another kind (`/items/{contactId}`). Answers
 * why that stands in the way of whoever would look for an item by it.
 */
export function otherItem(
  { collection: path, itemParameter, word }: RawOperation,
  { draft, entity }: Pick<Home, 'draft' | 'entity'>,
  entities: readonly Entity[],
): string | undefined {
  if (itemParameter === undefined) return undefined;
  const named = thingsIn(itemParameter);
  const names = [draft.known, entity.name, word, draft.byParameter.get(`${path} ${itemParameter}`)];
  const own = new Set(names.flatMap((name) => thingsIn(name ?? '')));
  const isBeyond = path.endsWith('}') && itemPaths(draft).has(pathShape(path));
  if (isBeyond && (named.length === 0 || !named.every((part) => own.has(part))))
    return `what ${itemParameter} names of ${withArticle(entity.label)} is not described`;
  if (named.length === 0 || named.some((part) => own.has(part)) || !isKeyMade(entity))
    return undefined;
  const other = byThing(entities).get(named.join(' '))?.[0];
  return (
    other && `${itemParameter} names ${withArticle(other.label)}, not ${withArticle(entity.label)}`
  );
}

/** A client that brings the key of an item may well bring that of another thing. */
const isKeyMade = ({ key, fields }: Entity): boolean =>
  fields.some(({ name, generation }) => key.fields.includes(name) && generation !== undefined);

/** What a name says besides that it tells things apart: `contact` of `contactId`. */
const thingsIn = (name: string): string[] =>
  wordsOf(name.replace(/\d+$/, ''))
    .filter((part) => !TELLING.has(part))
    .map(singular);

const itemPaths = onceFor(
  ({ collections }: Home['draft']): ReadonlySet<string> =>
    new Set(collections.flatMap(({ items }) => items.map((item) => pathShape(item.path)))),
);

const byThing = onceFor((entities: readonly Entity[]) =>
  Map.groupBy(entities, ({ name }) => thingsIn(name).join(' ')),
);
