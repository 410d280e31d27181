import fc from 'fast-check';
import type { Entity, Field, FieldType, ServiceModel } from '../../src/model/types.ts';
import { entity, field, list, model, reference } from './model.ts';

const NAMES = ['Book', 'Author', 'Tag'] as const;
const FIELDS = ['one', 'two', 'three', 'four'] as const;
const TYPES: readonly FieldType[] = [
  'string',
  'integer',
  'bigint',
  'number',
  'decimal',
  'boolean',
  'date',
  'date-time',
  'uuid',
  'enum',
  'json',
];

const DEFAULTS: Readonly<Partial<Record<FieldType, NonNullable<Field['default']>>>> = {
  string: 'x',
  integer: 5,
  number: 4.5,
  boolean: true,
  date: '2026-01-01',
  enum: 'a',
  json: { a: [1] },
};

const plainField = fc
  .record({
    type: fc.constantFrom(...TYPES),
    required: fc.boolean(),
    hasDefault: fc.boolean(),
    values: fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }),
    minimum: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }),
  })
  .map(({ type, required, hasDefault, values, minimum }) => (name: string): Field => {
    const isNumber = ['integer', 'bigint', 'number', 'decimal'].includes(type);
    const fallback = DEFAULTS[type];
    const fits = type !== 'enum' || values.includes('a');
    return field(name, type, {
      required,
      ...(type === 'enum' && { values }),
      ...(isNumber && minimum !== undefined && { schema: { minimum } }),
      ...(hasDefault && fits && fallback !== undefined && { default: fallback }),
    });
  });

const referringField = fc
  .record({
    to: fc.constantFrom(...NAMES),
    many: fc.boolean(),
    required: fc.boolean(),
    onDelete: fc.constantFrom('cascade' as const, 'restrict' as const),
  })
  .map(({ to, many, required, onDelete }) => (name: string): Field => ({
    ...field(name, many ? 'json' : 'string', { required }),
    ...reference(to, { many, onDelete }),
  }));

const fields = fc.uniqueArray(
  fc.tuple(
    fc.constantFrom(...FIELDS),
    fc.oneof({ weight: 4, arbitrary: plainField }, { weight: 1, arbitrary: referringField }),
  ),
  { selector: ([name]) => name },
);

/** A model of up to three entities with a text key; references lead to entities that there are. */
export const anyModel: fc.Arbitrary<ServiceModel> = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom(...NAMES),
      fields,
      isUnique: fc.boolean(),
      isFiltered: fc.boolean(),
    }),
    { selector: ({ name }) => name, minLength: 1 },
  )
  .map((parts) => {
    const there = new Set<string>(parts.map(({ name }) => name));
    const entities = parts.map((part): Entity => {
      const own = part.fields
        .map(([name, make]) => make(name))
        .filter((one) => one.reference === undefined || there.has(one.reference.entity));
      const first = own.find((one) => one.type === 'string' && one.reference?.many !== true);
      return entity(part.name, [field('id', 'string'), ...own], {
        unique: part.isUnique && first ? [[first.name]] : [],
      });
    });
    const operations = parts.flatMap(({ name, isFiltered }) => {
      const filters = entities
        .find((one) => one.name === name)
        ?.fields.filter(({ type, reference: to }) => type !== 'json' && to?.many !== true);
      return isFiltered
        ? [
            list(
              name,
              (filters ?? []).map((one) => ({ field: one.name })),
            ),
          ]
        : [];
    });
    return model(entities, operations);
  });

const VALUES: Readonly<Record<FieldType, string>> = {
  string: "'text'",
  integer: '7',
  bigint: '9007199254740993',
  number: '7.5',
  decimal: '19.99',
  boolean: '1',
  date: "'2026-02-28'",
  'date-time': "'2026-02-28T06:15:00+01:00'",
  uuid: "'00000000-0000-4000-8000-000000000001'",
  enum: "'a'",
  bytes: "'aGVhcnQ='",
  json: `'{"b":1,"a":null}'`,
};

/** A statement that puts one row into each table: every column filled that can be. */
export function oneRowEach({ entities }: ServiceModel): string[] {
  return entities.map(({ table, fields: own }) => {
    const columns = own.filter(({ reference: to }) => to?.many !== true);
    const values = columns.map(({ name, type, values: some, reference: to }) => {
      if (name === 'id' || to) return "'1'";
      return type === 'enum' ? `'${some?.[0] ?? ''}'` : VALUES[type];
    });
    return `insert into ${table} (${columns.map(({ column }) => column).join(', ')}) values (${values.join(', ')})`;
  });
}

/** What may be done to a model without a risk for its rows. */
export interface Growth {
  readonly renamesEntities: boolean;
  readonly renamesFields: boolean;
  readonly loosens: boolean;
  readonly dropsUnique: boolean;
  readonly added: readonly ((name: string) => Field)[];
}

export const anyGrowth: fc.Arbitrary<Growth> = fc.record({
  renamesEntities: fc.boolean(),
  renamesFields: fc.boolean(),
  loosens: fc.boolean(),
  dropsUnique: fc.boolean(),
  added: fc.array(
    plainField.map((make) => (name: string): Field => {
      const made = make(name);
      return { ...made, required: made.default !== undefined };
    }),
    { maxLength: 3 },
  ),
});

/** The new name of what a growth may rename. */
export const renamedEntity = (name: string, { renamesEntities }: Growth): string =>
  renamesEntities ? `New${name}` : name;
export const renamedField = (name: string, { renamesFields }: Growth): string =>
  renamesFields && name !== 'id' ? `new_${name}` : name;

/** A model after a growth: names change by declaration, fields are added and may be left out. */
export function grown(before: ServiceModel, growth: Growth): ServiceModel {
  const { loosens, dropsUnique, added, renamesEntities, renamesFields } = growth;
  const entities = before.entities.map((old): Entity => {
    const fields = old.fields.map((one): Field => {
      const name = renamedField(one.name, growth);
      return {
        ...one,
        ...field(name, one.type),
        ...one,
        name,
        column: name,
        ...(renamesFields && name !== one.name && { renamedFrom: one.name }),
        required: one.name === 'id' || (one.required && !loosens),
        ...(one.values && loosens && { values: [...one.values, 'more'] }),
        ...(one.reference && {
          reference: { ...one.reference, entity: renamedEntity(one.reference.entity, growth) },
        }),
      };
    });
    const name = renamedEntity(old.name, growth);
    return {
      ...entity(name, [...fields, ...added.map((make, index) => make(`added_${index}`))], {
        unique: dropsUnique
          ? []
          : old.unique.map((set) => set.map((one) => renamedField(one, growth))),
      }),
      ...(renamesEntities && { renamedFrom: old.name }),
    };
  });
  return model(
    entities,
    entities.map(({ name, fields }) =>
      list(
        name,
        fields
          .filter(({ type, reference: to }) => type !== 'json' && to?.many !== true)
          .map((one) => ({ field: one.name })),
      ),
    ),
  );
}
