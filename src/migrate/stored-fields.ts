import type { Entity, Field } from '../model/types.ts';

/** Many-to-many: the values live in a join table. */
export const isLink = (field: Field): boolean => field.reference?.many === true;

/** Computed from other fields whenever it is read. */
const isDerived = (field: Field): boolean => field.generation?.by === 'template';

const stored = new WeakMap<Entity, readonly Field[]>();

/** The fields that are columns of an entity's own table. */
export function storedFields(entity: Entity): readonly Field[] {
  const fields =
    stored.get(entity) ?? entity.fields.filter((field) => !isLink(field) && !isDerived(field));
  stored.set(entity, fields);
  return fields;
}

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
