import { entityNamed } from '../../model/by-entity.ts';
import { isServed } from '../../model/is-served.ts';
import type { Entity, Field, Generation, Operation, ServiceModel } from '../../model/types.ts';
import { foreignKeyOf, inOrderOfReference } from '../references.ts';
import { SqlNames } from '../sql-names.ts';
import { columnType, type Dialect } from '../storage.ts';
import {
  columnsNamed,
  fieldNamed,
  isFilled,
  isLink,
  primaryKey,
  sequenceOf,
  storedFields,
  uniqueSets,
} from '../stored-fields.ts';
import { answerTableOf } from './answer-table.ts';
import { conditionOf } from './checks.ts';
import { indexesOf } from './indexes.ts';
import { joinTable, joinTableName } from './join-table.ts';
import { outboxTableOf } from './outbox-table.ts';
import type { Check, Column, DatabaseSchema, ForeignKey, Table } from './types.ts';

/** The database that a model's service works on: tables in an order in which they can be created. */
export function databaseSchema(model: ServiceModel, dialect: Dialect): DatabaseSchema {
  const entities = inOrderOfReference(model, dialect);
  const links = entities.flatMap((entity) =>
    entity.fields.filter(isLink).map((field) => ({ entity, field })),
  );
  const names = new SqlNames([
    ...entities.map(({ table }) => table),
    ...links.map(({ entity, field }) => joinTableName(entity, field)),
  ]);
  const indexes = new Map(
    entities.map((entity) => [entity, indexesOf(entity, model, dialect, names)]),
  );
  const tables = entities.map((entity) => ({
    ...entityTable(entity, model, dialect, names),
    indexes: indexes.get(entity) ?? [],
  }));
  const own = [answerTableOf(model, names), outboxTableOf(model, names)];
  return {
    instant: comparesInstants(model),
    tables: [
      ...tables,
      ...links.flatMap(
        ({ entity, field }) => joinTable(entity, field, model, dialect, names) ?? [],
      ),
      ...own.flatMap((table) => table ?? []),
    ],
  };
}

function entityTable(
  entity: Entity,
  model: ServiceModel,
  dialect: Dialect,
  names: SqlNames,
): Omit<Table, 'indexes'> {
  const primary = columnsNamed(entity, primaryKey(entity));
  const columns = storedFields(entity).map((field) =>
    columnOf(field, entity, model, dialect, names),
  );
  return {
    name: entity.table,
    ...(entity.description !== undefined && { comment: entity.description }),
    columns,
    ...(primary.length > 0 && {
      primaryKey: { name: names.take(`${entity.table}_pkey`), columns: primary },
    }),
    unique: uniqueSets(entity).map((set) => {
      const unique = columnsNamed(entity, set);
      return { name: names.take(`${entity.table}_${unique.join('_')}_key`), columns: unique };
    }),
  };
}

function columnOf(
  field: Field,
  entity: Entity,
  model: ServiceModel,
  dialect: Dialect,
  names: SqlNames,
): Column {
  const { column } = field;
  const isKey = primaryKey(entity).includes(field.name);
  // SQLite, unlike the standard, lets NULL into keys.
  const isNotNull =
    isFilled(field) || isKey || (entity.key.fields.includes(field.name) && dialect === 'sqlite');
  const fill = fillOf(field);
  return {
    name: column,
    kind: field.type,
    type: columnType(field, model.schemas, dialect),
    notNull: isNotNull,
    counted: field === sequenceOf(entity),
    ...checkOf(field, entity, model, dialect, names),
    ...referenceOf(field, entity, model, dialect, names),
    ...(fill && { fill }),
  };
}

function checkOf(
  field: Field,
  entity: Entity,
  { schemas }: ServiceModel,
  dialect: Dialect,
  names: SqlNames,
): { check: Check } | undefined {
  const condition = conditionOf(field, schemas, dialect);
  return (
    condition && {
      check: { name: names.take(`${entity.table}_${field.column}_check`), ...condition },
    }
  );
}

function referenceOf(
  field: Field,
  entity: Entity,
  model: ServiceModel,
  dialect: Dialect,
  names: SqlNames,
): { reference: ForeignKey } | undefined {
  const foreign = foreignKeyOf(field, model, dialect);
  return (
    foreign && {
      reference: {
        name: names.take(`${entity.table}_${field.column}_fkey`),
        table: foreign.target.table,
        column: foreign.targetField.column,
        onDelete: foreign.onDelete,
      },
    }
  );
}

/** What rows get that are there before their column is: the description's default comes first. */
const fillOf = (field: Field): Generation | undefined =>
  field.default === undefined || field.default === null
    ? field.generation
    : { by: 'constant', value: field.default };

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
