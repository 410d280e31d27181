import { entityNamed } from '../model/by-entity.ts';
import type { Entity, Field, ServiceModel } from '../model/types.ts';
import { columnType, type Dialect } from './storage.ts';
import { isLink, primaryKey, storedFields, uniqueSets } from './stored-fields.ts';

/** A column whose values are those of another one. */
export interface ForeignKey {
  readonly field: Field;
  readonly target: Entity;
  readonly targetField: Field;
  readonly onDelete: 'cascade' | 'restrict';
}

/** The target of a reference, where a database can hold it: unique, and of a type that compares. */
export function foreignKeyOf(
  field: Field,
  model: ServiceModel,
  dialect: Dialect,
): ForeignKey | undefined {
  const { reference } = field;
  const target = entityNamed(model, reference?.entity);
  const targetField = target && storedFields(target).find(({ name }) => name === reference?.field);
  if (!reference || !target || !targetField) return undefined;
  const unique = [primaryKey(target), ...uniqueSets(target)].some(
    (set) => set.length === 1 && set[0] === targetField.name,
  );
  if (!unique) return undefined;
  const own = isLink(field) ? targetField : field;
  const isComparable =
    family(columnType(own, model.schemas, dialect)) ===
    family(columnType(targetField, model.schemas, dialect));
  return isComparable ? { field, target, targetField, onDelete: reference.onDelete } : undefined;
}

/** PostgreSQL compares whole numbers with each other, and else like with like only. */
const family = (type: string): string => (type === 'integer' ? 'bigint' : type);

/** The foreign keys of an entity's own table. */
export const foreignKeysOf = (
  entity: Entity,
  model: ServiceModel,
  dialect: Dialect,
): ForeignKey[] =>
  storedFields(entity).flatMap((field) => foreignKeyOf(field, model, dialect) ?? []);

/** Entities with those that they refer to before them; where they go in circles, as they came. */
export function inOrderOfReference(model: ServiceModel, dialect: Dialect): Entity[] {
  const ordered = new Set<Entity>();
  const visit = (entity: Entity, path: ReadonlySet<Entity>): void => {
    if (ordered.has(entity) || path.has(entity)) return;
    const inside = new Set([...path, entity]);
    for (const { target } of foreignKeysOf(entity, model, dialect)) visit(target, inside);
    ordered.add(entity);
  };
  for (const entity of model.entities) visit(entity, new Set());
  return [...ordered];
}
