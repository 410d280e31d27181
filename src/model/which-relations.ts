import type { Schema } from '../spec/openapi.ts';
import type { Draft } from './draft.ts';
import { hasStrictFormat } from './first-value.ts';
import { squash } from './names.ts';
import type { PropertyOverride } from './overrides.ts';
import { itemsOf, resolved, type Schemas, unwrapNull } from './schema-shape.ts';
import { toldProperty } from './told.ts';
import type { Field, Reference } from './types.ts';

/** Adds references between entities where the target is certain. */
export function linkDrafts(drafts: readonly Draft[], schemas: Schemas): Draft[] {
  const targets = drafts.filter(isTarget);
  const named = namesOf(targets);
  return drafts.map((draft) => ({
    ...draft,
    fields: draft.fields.map((field) => {
      const said = toldProperty(field.schema, schemas).reference;
      const inferred = referenceOf(field, draft, targets, named, schemas);
      const reference =
        said === undefined ? inferred : toldReference(said, field, inferred, targets, schemas);
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
  named: Named,
  schemas: Schemas,
): Reference | undefined {
  if (draft.key.fields.length === 1 && draft.key.fields[0] === field.name) return undefined;
  // A value of the service's own, such as 0, refers to nothing.
  if (field.generation?.by === 'constant' && field.generation.value !== null) return undefined;
  const scopeParent = parentOfScope(field, draft, targets);
  const value = referringValue(field, schemas);
  if (!value) return undefined;
  const target = scopeParent ?? named[value.many ? 'many' : 'one'].get(squash(field.name));
  const key = target?.fields.find(({ name }) => name === target.key.fields[0]);
  if (!target || !key || (field.readOnly && !field.hidden && !scopeParent)) return undefined;
  if (!isSameType(value.type, key)) return undefined;
  // An address, for example, can be no key that is made at random.
  if (hasStrictFormat(value.schema) && value.schema.format !== key.schema.format) return undefined;
  return {
    entity: target.name,
    field: key.name,
    // What a client chooses itself is no part of it.
    onDelete: scopeParent && field.readOnly ? 'cascade' : 'restrict',
    many: value.many,
  };
}

/** The type of the ids that a field holds, one or many; nothing for what can be no id. */
function referringValue(
  field: Field,
  schemas: Schemas,
): { readonly type: string; readonly many: boolean; readonly schema: Schema } | undefined {
  if (field.type !== 'json')
    return { type: field.type, many: false, schema: unwrapNull(field.schema, schemas).schema };
  const schema = resolved(itemsOf(field.schema, schemas), schemas);
  const type = String(schema.type);
  return ['string', 'integer', 'number'].includes(type) ? { type, many: true, schema } : undefined;
}

/** The reference that the description names, when there is such an entity and its key can be meant. */
function toldReference(
  said: Exclude<PropertyOverride['reference'], undefined>,
  field: Field,
  inferred: Reference | undefined,
  targets: readonly Draft[],
  schemas: Schemas,
): Reference | undefined {
  if (said === false) return undefined;
  const target = targets.find(({ name, known }) => [name, known].includes(said.entity));
  const key = target?.fields.find(({ name }) => name === target.key.fields[0]);
  const value = referringValue(field, schemas);
  if (!target || !key || !value || !isSameType(value.type, key)) return undefined;
  const isInferred = inferred?.entity === target.name;
  return {
    entity: target.name,
    field: key.name,
    onDelete: said.onDelete ?? (isInferred ? inferred.onDelete : 'restrict'),
    many: value.many,
  };
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

/** What fields refer to by their names, without what spellings differ in. */
interface Named {
  readonly one: ReadonlyMap<string, Draft>;
  readonly many: ReadonlyMap<string, Draft>;
}

/** `authorId`, `author_id`, `authorUuid`; `authorIds` for many. The first of several counts. */
function namesOf(targets: readonly Draft[]): Named {
  const one = new Map<string, Draft>();
  const many = new Map<string, Draft>();
  for (const target of targets) {
    const own = squash(target.known);
    const key = squash(target.key.fields[0] ?? '');
    const endings = key === own || key.startsWith(own) ? [key] : [`${own}id`, `${own}${key}`];
    for (const ending of [...endings, squash(`${target.known}Id`)])
      if (!one.has(ending)) one.set(ending, target);
    for (const ending of endings) if (!many.has(`${ending}s`)) many.set(`${ending}s`, target);
  }
  return { one, many };
}

function isSameType(type: string, key: Field): boolean {
  const numeric = (name: string) => name === 'integer' || name === 'bigint' || name === 'number';
  if (numeric(type)) return numeric(key.type);
  return !numeric(key.type) && (type === key.type || (type === 'string' && key.type === 'uuid'));
}
