import { entityNamed } from '../../model/by-entity.ts';
import type { Entity, Field, ServiceModel } from '../../model/types.ts';
import { foreignKeyOf } from '../references.ts';
import type { SqlNames } from '../sql-names.ts';
import { columnType, type Dialect } from '../storage.ts';
import { fieldNamed, primaryKey } from '../stored-fields.ts';
import type { Table } from './types.ts';

/** The table behind a many-to-many field: one row a value, in the order of the list. */
export const joinTableName = (entity: Entity, field: Field): string =>
  `${entity.table}_${field.column}`;

/** The field by which rows of a join table name their owner. */
const ownerField = (entity: Entity): Field | undefined =>
  fieldNamed(entity, entity.key.fields.at(-1) ?? '');

export function joinTable(
  entity: Entity,
  field: Field,
  model: ServiceModel,
  dialect: Dialect,
  names: SqlNames,
): Table | undefined {
  const owner = ownerField(entity);
  const target = entityNamed(model, field.reference?.entity);
  const targetField = target && fieldNamed(target, field.reference?.field ?? '');
  if (!owner || !targetField) return undefined;
  const name = joinTableName(entity, field);
  const primary = primaryKey(entity);
  const isOwnerKey = primary.length === 1 && primary[0] === owner.name;
  const foreign = foreignKeyOf(field, model, dialect);
  const plain = { notNull: true, counted: false } as const;
  return {
    name,
    columns: [
      {
        name: 'owner_id',
        kind: owner.type,
        type: columnType(owner, model.schemas, dialect),
        ...plain,
        ...(isOwnerKey && {
          reference: {
            name: names.take(`${name}_owner_id_fkey`),
            table: entity.table,
            column: owner.column,
            onDelete: 'cascade' as const,
          },
        }),
      },
      {
        name: 'target_id',
        kind: targetField.type,
        type: columnType(targetField, model.schemas, dialect),
        ...plain,
        ...(foreign && {
          reference: {
            name: names.take(`${name}_target_id_fkey`),
            table: foreign.target.table,
            column: foreign.targetField.column,
            onDelete: foreign.onDelete,
          },
        }),
      },
      { name: 'position', kind: 'integer', type: 'integer', ...plain },
    ],
    primaryKey: { name: names.take(`${name}_pkey`), columns: ['owner_id', 'position'] },
    unique: [],
    // Who refers to a row: asked when it is deleted, and by filters.
    indexes: [
      {
        name: names.take(`${name}_target_id_idx`),
        columns: [
          { column: 'target_id', direction: 'asc', instant: false },
          { column: 'owner_id', direction: 'asc', instant: false },
        ],
      },
    ],
  };
}
