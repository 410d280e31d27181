import { withArticle } from './article.ts';
import type { Candidate } from './candidate.ts';
import { fieldOfParameter, type Home } from './home.ts';
import { sameName, singular } from './names.ts';
import { scopesOf } from './raw-operations.ts';
import { onceFor } from './remembered.ts';

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
  const untold = scopes.find(({ parameter, word }) => {
    if (sameName(singular(word), singular(raw.word))) return false;
    const name = fieldOfParameter(raw, draft, parameter);
    return entity.fields.some((field) => field.name === name && field.hidden);
  });
  return (
    untold &&
    `whether it deletes ${withArticle(entity.label)} or takes it out of its ${singular(untold.word)} is not described`
  );
}

/** Where an entity is created, and under how many parents it is reached at least. */
const livingOf = onceFor(({ collections, uses }: Home['draft']) => {
  const creates = new Set(
    uses.flatMap(({ operation, usage }) => (usage === 'create' ? [operation] : [])),
  );
  const depths = collections
    .filter(({ items }) => items.length > 0)
    .map(({ path }) => scopesOf(path, undefined).length);
  return {
    makers: new Set(
      collections.filter(({ operations }) => operations.some((one) => creates.has(one))),
    ),
    depth: Math.min(...depths),
  };
});
