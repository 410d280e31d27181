import type { Entity, Field, ServiceModel } from '../model/types.ts';
import { foreignKeyOf, referenceClause } from './references.ts';
import { sqlIdentifier } from './sql.ts';
import { columnType, type Dialect } from './storage.ts';
import { entityNamed, fieldNamed, primaryKey } from './stored-fields.ts';

/** The table behind a many-to-many field: one row a value, in the order of the list. */
export const joinTableName = (entity: Entity, field: Field): string =>
  `${entity.table}_${field.column}`;

/** The field by which rows of a join table name their owner. */
const ownerField = (entity: Entity): Field | undefined =>
  fieldNamed(entity, entity.key.fields.at(-1) ?? '');

export function createJoinTable(
  entity: Entity,
  field: Field,
  model: ServiceModel,
  dialect: Dialect,
): string[] {
  const owner = ownerField(entity);
  const target = entityNamed(model, field.reference?.entity);
  const targetField = target && fieldNamed(target, field.reference?.field ?? '');
  if (!owner || !targetField) return [];
  const primary = primaryKey(entity);
  const ownerClause =
    primary.length === 1 && primary[0] === owner.name
      ? ` references ${sqlIdentifier(entity.table)} (${sqlIdentifier(owner.column)}) on delete cascade`
      : '';
  const foreign = foreignKeyOf(field, model, dialect);
  const lines = [
    `owner_id ${columnType(owner, model.schemas, dialect)} not null${ownerClause}`,
    `target_id ${columnType(targetField, model.schemas, dialect)} not null${foreign ? ` ${referenceClause(foreign)}` : ''}`,
    'position integer not null',
    'primary key (owner_id, position)',
  ];
  return [
    `create table ${sqlIdentifier(joinTableName(entity, field))} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n);`,
  ];
}
