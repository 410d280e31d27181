import type { Draft } from './draft.ts';
import { sameName, squash } from './names.ts';
import { type PropertyOverride, propertyOverride } from './overrides.ts';
import { itemsOf, resolved, type Schemas } from './schema-shape.ts';
import type { Field, Reference } from './types.ts';

/** Adds references between entities where the target is certain. */
export function linkDrafts(drafts: readonly Draft[], schemas: Schemas): Draft[] {
  const targets = drafts.filter(isTarget);
  return drafts.map((draft) => ({
    ...draft,
    fields: draft.fields.map((field) => {
      const said = propertyOverride(field.schema['x-specwright']).reference;
      const reference =
        said === undefined
          ? referenceOf(field, draft, targets, schemas)
          : toldReference(said, targets);
      if (!reference) return field;
      const key = targets
        .find(({ name }) => name === reference.entity)
        ?.fields.find(({ name }) => name === reference.field);
      // PostgreSQL compares like with like only.
      return key?.type === 'uuid' && field.type === 'string'
        ? { ...field, type: 'uuid' as const, reference }
        : { ...field, reference };
    }),
  }));
}

/** Rows can be referred to when the service can create them, and one value is their key. */
function isTarget(draft: Draft): boolean {
  const canCreate = draft.collections.some(({ operations }) =>
    operations.some(({ method }) => method === 'post'),
  );
  return (
    !draft.singleton &&
    canCreate &&
    draft.key.fields.length === 1 &&
    draft.uses.some(({ usage }) => usage === 'create')
  );
}

function referenceOf(
  field: Field,
  draft: Draft,
  targets: readonly Draft[],
  schemas: Schemas,
): Reference | undefined {
  if (draft.key.fields.length === 1 && draft.key.fields[0] === field.name) return undefined;
  // A value of the service's own, such as 0, refers to nothing.
  if (field.generation?.by === 'constant' && field.generation.value !== null) return undefined;
  const scopeParent = parentOfScope(field, draft, targets);
  const items = field.type === 'json' ? itemsOf(field.schema, schemas) : undefined;
  const element = items && resolved(items, schemas);
  if (items && !['string', 'integer', 'number'].includes(String(element?.type))) return undefined;
  if (field.type === 'json' && !items) return undefined;
  const target =
    scopeParent ?? targets.find((candidate) => names(field.name, candidate, items !== undefined));
  const key = target?.fields.find(({ name }) => name === target.key.fields[0]);
  if (!target || !key || (field.readOnly && !field.hidden && !scopeParent)) return undefined;
  if (!isSameType(items ? String(element?.type) : field.type, key)) return undefined;
  return {
    entity: target.name,
    field: key.name,
    // What a client chooses itself is no part of it.
    onDelete: scopeParent && field.readOnly ? 'cascade' : 'restrict',
    many: items !== undefined,
  };
}

/** The reference that the description names, when there is such an entity. */
function toldReference(
  said: Exclude<PropertyOverride['reference'], undefined>,
  targets: readonly Draft[],
): Reference | undefined {
  const target = said === false ? undefined : targets.find(({ name }) => name === said.entity);
  const field = target?.key.fields[0];
  if (said === false || !target || field === undefined) return undefined;
  return { entity: target.name, field, onDelete: said.onDelete ?? 'restrict', many: false };
}

/** A path parameter of a parent refers to what the path before it holds. */
function parentOfScope(field: Field, draft: Draft, targets: readonly Draft[]): Draft | undefined {
  for (const [place, name] of draft.byParameter) {
    if (name !== field.name) continue;
    const [collection = '', parameter = ''] = place.split(' ');
    const marker = `/{${parameter}}`;
    const cut = collection.indexOf(marker);
    if (cut < 0) continue;
    const parent = collection.slice(0, cut);
    const found = targets.find(
      (candidate) =>
        candidate !== draft &&
        candidate.collections.some(
          ({ path, itemParameter }) =>
            path === parent &&
            itemParameter !== undefined &&
            candidate.byParameter.get(`${path} ${itemParameter}`) === candidate.key.fields[0],
        ),
    );
    if (found) return found;
  }
  return undefined;
}

/** `authorId`, `author_id`, `authorUuid`; `authorIds` for many. */
function names(field: string, target: Draft, many: boolean): boolean {
  const word = squash(field);
  const own = squash(target.name);
  const key = squash(target.key.fields[0] ?? '');
  const endings = key === own || key.startsWith(own) ? [key] : [`${own}id`, `${own}${key}`];
  return (
    endings.some((ending) => word === (many ? `${ending}s` : ending)) ||
    (!many && sameName(field, `${target.name}Id`))
  );
}

function isSameType(type: string, key: Field): boolean {
  const numeric = (name: string) => name === 'integer' || name === 'bigint' || name === 'number';
  if (numeric(type)) return numeric(key.type);
  return !numeric(key.type) && (type === key.type || (type === 'string' && key.type === 'uuid'));
}
