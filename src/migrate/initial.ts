import { isServed } from '../model/is-served.ts';
import type { Entity, Operation, ServiceModel } from '../model/types.ts';
import { addLateReferences, createTable } from './create-table.ts';
import { createIndexes, createJoinIndexes, INSTANT } from './indexes.ts';
import { createJoinTable, joinTableName } from './join-table.ts';
import { inOrderOfReference } from './references.ts';
import { SqlNames } from './sql-names.ts';
import type { Dialect } from './storage.ts';
import { entityNamed, fieldNamed, isLink } from './stored-fields.ts';

export type { Dialect };

/** The SQL that makes an empty database into the one that a model's service works on. */
export function initialMigration(model: ServiceModel, dialect: Dialect): string {
  const entities = inOrderOfReference(model, dialect);
  const links = entities.flatMap((entity) =>
    entity.fields.filter(isLink).map((field) => ({ entity, field })),
  );
  const names = new SqlNames([
    ...entities.map(({ table }) => table),
    ...links.map(({ entity, field }) => joinTableName(entity, field)),
  ]);
  const places = new Map(entities.map((entity, place) => [entity, place]));
  const before = (place: number) => (other: Entity) => (places.get(other) ?? place) < place;
  const late =
    dialect === 'postgres'
      ? entities.flatMap((entity, place) => addLateReferences(entity, model, before(place)))
      : [];
  const indexes = entities.flatMap((entity) => [
    ...createIndexes(entity, model, dialect, names),
    ...createJoinIndexes(entity, names),
  ]);
  const paragraphs = [
    ...(dialect === 'postgres' && comparesInstants(model) ? [CREATE_INSTANT] : []),
    ...entities.map((entity, place) => createTable(entity, model, dialect, before(place))),
    ...links.flatMap(({ entity, field }) => createJoinTable(entity, field, model, dialect)),
    late.join('\n'),
    indexes.join('\n'),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}

/**
 * A date-time as a point in time. The text says its offset, so that the answer depends on nothing
 * else and an index may hold it, which PostgreSQL cannot know of its own cast.
 */
const CREATE_INSTANT = `create or replace function ${INSTANT}(value text) returns timestamptz language sql immutable strict return value::timestamptz;`;

/** Whether a list is narrowed or ordered by a date-time. */
function comparesInstants(model: ServiceModel): boolean {
  const lists = model.resources
    .flatMap(({ operations }) => operations)
    .filter((operation) => operation.kind === 'list' && isServed(operation));
  return lists.some((list) => {
    const entity = entityNamed(model, list.entity);
    return (
      entity !== undefined &&
      comparedFields(list).some((name) => fieldNamed(entity, name)?.type === 'date-time')
    );
  });
}

const comparedFields = ({ parameters, page }: Operation): string[] => [
  ...parameters.flatMap(({ role, field, sort }) => [
    ...(role === 'filter' && field !== undefined ? [field] : []),
    ...(sort?.values.map((value) => value.field) ?? []),
  ]),
  ...(page?.order.map(({ field }) => field) ?? []),
];
