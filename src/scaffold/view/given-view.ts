import { entityNamed } from '../../model/by-entity.ts';
import type { Entity, Field, JsonValue, ServiceModel } from '../../model/types.ts';
import { itemsOf, unwrapNull } from '../../model/schema-shape.ts';
import { type Code, code } from '../code.ts';
import { literal, propertyName, stringLiteral } from '../encode.ts';
import { sampleOf } from '../sample.ts';
import type { Schemas } from '../sampling/usage.ts';
import { isNumeric, member, withoutNull } from './field-type.ts';
import { isInherited } from './inherited-names.ts';
import { entityNames } from './names.ts';
import { neededFields, recordsNames } from './records-view.ts';

/** What `tests/support/given.ts.hbs` needs of one entity. */
export interface GivenView {
  readonly function: string;
  readonly label: string;
  readonly storedType: string;
  readonly from: string;
  readonly records: string;
  /** Fields that no record can do without, three times. */
  readonly samples: Code;
  readonly samplesName: string;
  /** References that are made unless they are given. */
  readonly parentNames: Code;
  readonly parents: readonly { name: Code; value: Code }[];
}

export const givenName = ({ name }: Entity): string => `given${name}`;

/**
 * The functions that store what examples need, and what that refers to.
 *
 * @param typed the components as their types in the service are
 */
export const givenViews = (model: ServiceModel, typed: Schemas): GivenView[] =>
  model.entities
    .filter((entity) => isMakeable(entity, model, []))
    .map((entity) => givenView(entity, model, typed));

/** Whether what an entity cannot do without can be made without the entity itself. */
export const isMakeable = (
  entity: Entity,
  model: ServiceModel,
  within: readonly Entity[],
): boolean =>
  !within.includes(entity) &&
  neededFields(entity).every(({ reference }) => {
    const target = entityNamed(model, reference?.entity);
    return !target || isMakeable(target, model, [...within, entity]);
  });

function givenView(entity: Entity, model: ServiceModel, typed: Schemas): GivenView {
  const needed = neededFields(entity);
  // TypeScript takes a member that is left out for the one that every object has.
  const named = entity.fields.filter((field) => isInherited(field.name) && !needed.includes(field));
  const own = [...needed, ...named].filter(({ reference }) => !reference);
  const parents = needed.flatMap((field) => {
    const target = entityNamed(model, field.reference?.entity);
    if (!target || !field.reference) return [];
    const made = `(await ${givenName(target)}(context))`;
    return [
      {
        name: code(propertyName(field.name)),
        value: code(`${member('fields', field.name)} ?? ${member(made, field.reference.field)}`),
      },
    ];
  });
  const samples = [0, 1, 2].map((seed) => sampleFields(own, typed, seed));
  const { stored, file } = entityNames(entity);
  return {
    function: givenName(entity),
    label: entity.label,
    storedType: stored,
    from: `../../${file}`,
    records: recordsNames(entity).name,
    samplesName: `${recordsNames(entity).name}Samples`,
    samples: code(literal(samples)),
    parentNames: code(
      needed
        .filter(({ reference }) => reference)
        .map(({ name }) => stringLiteral(name))
        .join(' | ') || 'never',
    ),
    parents,
  };
}

/** A file that a row tells of, and whose bytes nobody asks for. */
function sampleFile({ file }: Field, seed: number): JsonValue | undefined {
  if (!file) return undefined;
  const key = `00000000-0000-4000-8000-00000000000${seed}`;
  const one = { key, contentType: 'application/octet-stream', size: 0 };
  return file === 'many' ? [one] : one;
}

function sampleFields(fields: readonly Field[], typed: Schemas, seed: number): JsonValue {
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      sampleFile(field, seed) ??
        sampleOf(withoutNull(field.schema), typed, { usage: 'response', full: false, seed }) ??
        likely(field, typed, seed),
    ]),
  );
}

/** A value of the field's type where none was found that its schema accepts. */
function likely({ type, values, schema }: Field, typed: Schemas, seed: number): JsonValue {
  if (type === 'boolean') return false;
  if (isNumeric(type)) return 0;
  if (type !== 'json') return values?.[0] ?? 'text';
  if (itemsOf(schema, typed)) return [];
  const { oneOf, anyOf } = unwrapNull(schema, typed).schema;
  // One that is of several variants at once is of the first.
  const [first] = (oneOf ?? anyOf ?? []).filter((part) => typeof part === 'object');
  return (first && sampleOf(first, typed, { usage: 'response', full: false, seed })) ?? {};
}
