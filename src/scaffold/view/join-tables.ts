import type { Entity, Field } from '../../model/types.ts';

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
