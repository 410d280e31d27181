import type { Entity, Field, ServiceModel } from '../model/types.ts';

/** Many-to-many: the values live in a join table. */
export const isLink = (field: Field): boolean => field.reference?.many === true;

/** Computed from other fields whenever it is read. */
const isDerived = (field: Field): boolean => field.generation?.by === 'template';

const byName = new WeakMap<ServiceModel, ReadonlyMap<string, Entity>>();

export function entityNamed(model: ServiceModel, name: string | undefined): Entity | undefined {
  const known = byName.get(model) ?? new Map(model.entities.map((entity) => [entity.name, entity]));
  byName.set(model, known);
  return name === undefined ? undefined : known.get(name);
}

/** The fields that are columns of an entity's own table. */
export const storedFields = (entity: Entity): Field[] =>
  entity.fields.filter((field) => !isLink(field) && !isDerived(field));

export const fieldNamed = (entity: Entity, name: string): Field | undefined =>
  entity.fields.find((field) => field.name === name);

/** Columns of the fields with these names, in this order. */
export const columnsNamed = (entity: Entity, names: readonly string[]): string[] =>
  names.flatMap((name) => storedFields(entity).find((field) => field.name === name)?.column ?? []);

/** Every row has a value. */
export const isFilled = (field: Field): boolean => field.required && !field.nullable;

/** The field that the database numbers the rows by; SQLite allows that only for a primary key of its own. */
export const sequenceOf = (entity: Entity): Field | undefined =>
  storedFields(entity).find(
    ({ name, generation }) => generation?.by === 'sequence' && entity.key.fields.includes(name),
  );

/** The fields of the primary key. */
export function primaryKey(entity: Entity): readonly string[] {
  const sequence = sequenceOf(entity);
  return sequence ? [sequence.name] : entity.key.fields;
}

/** Sets of fields whose values are unique together, besides the primary key. */
export function uniqueSets(entity: Entity): (readonly string[])[] {
  const primary = primaryKey(entity);
  const whole = entity.key.fields.length > primary.length ? [entity.key.fields] : [];
  const sets = [...whole, ...entity.unique].filter(
    (set) => columnsNamed(entity, set).length === set.length && set.length > 0,
  );
  const texts = new Set([[...primary].sort().join('\n')]);
  return sets.filter((set) => {
    const text = [...set].sort().join('\n');
    return !texts.has(text) && texts.add(text);
  });
}
