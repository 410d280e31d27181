import type { Entity, Field, ServiceModel } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { isLink } from './field-type.ts';

/** The table behind a many-to-many field. */
export interface JoinTable {
  readonly table: string;
  readonly ownerColumn: string;
  readonly targetColumn: string;
}

/** Names of a join table and its columns; the migration uses the same. */
export function joinTableOf(entity: Entity, field: Field): JoinTable {
  return {
    table: `${entity.table}_${field.column}`,
    ownerColumn: 'owner_id',
    targetColumn: 'target_id',
  };
}

/** All tables of a service as a list; nothing where it stores nothing. */
export function tableNames({ entities }: ServiceModel): Code | undefined {
  const tables = entities.flatMap((entity) => [
    entity.table,
    ...entity.fields.filter(isLink).map((field) => joinTableOf(entity, field).table),
  ]);
  return tables.length === 0 ? undefined : code(JSON.stringify(tables));
}
