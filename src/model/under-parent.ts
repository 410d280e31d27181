import { withArticle } from './article.ts';
import type { Candidate } from './candidate.ts';
import type { Draft } from './draft.ts';
import { fieldOfParameter, type Home } from './home.ts';
import { sameName, singular } from './names.ts';
import { type RawOperation, scopesOf } from './raw-operations.ts';
import { onceFor } from './remembered.ts';
import type { Entity } from './types.ts';
import type { Collection } from './which-entity.ts';

/** A parent that no create sets leaves rows that belong to nobody. */
export function unsetParent({ raw, kind }: Candidate, { draft, entity }: Home): string | undefined {
  if (kind === 'create' || draft.singleton) return undefined;
  const creates = draft.collections.flatMap(({ operations }) =>
    operations.filter(({ method }) => method === 'post'),
  );
  if (creates.length === 0) return undefined;
  for (const { parameter } of scopesOf(raw.path, raw.itemParameter)) {
    const name = fieldOfParameter(raw, draft, parameter);
    const field = entity.fields.find((candidate) => candidate.name === name);
    const isSet = creates.some((create) =>
      scopesOf(create.path, create.itemParameter).some(
        (scope) => fieldOfParameter(create, draft, scope.parameter) === name,
      ),
    );
    if (field?.hidden && !isSet)
      return `how ${withArticle(entity.label)} belongs to the path parameter ${parameter} is not described`;
  }
  return undefined;
}

/**
 * What lives elsewhere, and is put under a parent by no body of its own, may be deleted or only
 * taken out: `DELETE /collections/{id}/articles/{id}` beside `/articles/{id}`.
 */
export function takenOut(
  { raw, kind }: Candidate,
  { collection, draft, entity }: Home,
): string | undefined {
  const scopes = scopesOf(raw.path, raw.itemParameter);
  if (kind !== 'delete' || scopes.length === 0) return undefined;
  const { makers, depth } = livingOf(draft);
  const isElsewhere = makers.size > 0 || depth < scopes.length;
  if (!isElsewhere || makers.has(collection)) return undefined;
  const untold = untoldParent(raw, draft, entity);
  return (
    untold &&
    `whether it deletes ${withArticle(entity.label)} or takes it out of its ${untold.label} is not described`
  );
}

/**
 * What is made elsewhere, and listed nowhere by a parent, may be made or only put under it:
 * `POST /artifacts/{id}/labels` beside `/labels`.
 */
export function putUnder(
  { raw, kind }: Candidate,
  { collection, draft, entity }: Home,
): string | undefined {
  if (kind !== 'create' || !livingOf(draft).putters.has(collection)) return undefined;
  const untold = untoldParent(raw, draft, entity);
  const isListed = (field: string): boolean =>
    draft.collections.some(
      (one) =>
        one.isListed &&
        one.operations.some((other) =>
          scopesOf(other.path, undefined).some(
            ({ parameter }) => fieldOfParameter(other, draft, parameter) === field,
          ),
        ),
    );
  return untold && !isListed(untold.field)
    ? `whether it makes ${withArticle(entity.label)} or puts one under its ${untold.label} is not described`
    : undefined;
}

/** The nearest parent in the path that nothing shows of what lies under it, and the field that says it. */
function untoldParent(
  raw: RawOperation,
  draft: Draft,
  { fields }: Entity,
): { readonly label: string; readonly field: string } | undefined {
  for (const { parameter, word } of scopesOf(raw.path, raw.itemParameter).toReversed()) {
    const field = fieldOfParameter(raw, draft, parameter);
    const isUntold = fields.some(({ name, hidden }) => name === field && hidden);
    if (field !== undefined && isUntold && !sameName(singular(word), singular(raw.word)))
      return { label: singular(word), field };
  }
  return undefined;
}

/** Where an entity is created, or only put, and under how many parents it is reached at least. */
const livingOf = onceFor(({ collections, uses }: Draft) => {
  const creates = new Set(
    uses.flatMap(({ operation, usage }) => (usage === 'create' ? [operation] : [])),
  );
  const creating = collections.filter(({ operations }) =>
    operations.some((one) => creates.has(one)),
  );
  const least = (some: readonly Collection[]) =>
    Math.min(...some.filter(({ items }) => items.length > 0).map(depthOf));
  const home = least(creating);
  const isHome = (one: Collection) => one.isListed || depthOf(one) <= home;
  return {
    makers: new Set(creating.filter(isHome)),
    putters: new Set(creating.filter((one) => !isHome(one))),
    depth: least(collections),
  };
});

/** The number of parents in the path of a collection. */
const depthOf = ({ path }: Collection): number => scopesOf(path, undefined).length;
