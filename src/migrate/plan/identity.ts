import type { EntitySnapshot, FieldSnapshot } from '../../model/diff/snapshot.ts';
import type { ModelDiff } from '../../model/diff/types.ts';
import type { DatabaseSchema } from '../schema/types.ts';
import type { SchemaSnapshot } from '../snapshot.ts';

/** Which tables and columns of one schema are those of another one, whatever they are called. */
export type Identity = readonly TableIdentity[];

export interface TableIdentity {
  readonly from: string;
  readonly to: string;
  readonly columns: readonly { readonly from: string; readonly to: string }[];
}

/** What a model's tables and columns have become, from what its entities and fields have. */
export function identityOf({ entities }: ModelDiff): Identity {
  return entities.kept.flatMap(({ before, after, fields }) => [
    {
      from: before.table,
      to: after.table,
      columns: fields.kept
        .filter((field) => !isLink(field.before) && !isLink(field.after))
        .map((field) => ({ from: field.before.column, to: field.after.column })),
    },
    ...fields.kept
      .filter((field) => isLink(field.before) && isLink(field.after))
      .map((field) => ({
        from: joinTable(before, field.before),
        to: joinTable(after, field.after),
        columns: JOIN_COLUMNS.map((name) => ({ from: name, to: name })),
      })),
  ]);
}

const isLink = ({ reference }: FieldSnapshot): boolean => reference?.many === true;
const joinTable = (entity: EntitySnapshot, field: FieldSnapshot): string =>
  `${entity.table}_${field.column}`;
const JOIN_COLUMNS = ['owner_id', 'target_id', 'position'] as const;

/** Tables that a service has for itself, such as what it has to send, keep their names and columns. */
export function ownTables(before: SchemaSnapshot, after: SchemaSnapshot): Identity {
  const ofEntities = new Set(
    [...before.model.entities, ...after.model.entities].flatMap((entity) => [
      entity.table,
      ...entity.fields.filter(isLink).map((field) => joinTable(entity, field)),
    ]),
  );
  // Both dialects have the same tables.
  return sameNames(before.databases.sqlite, after.databases.sqlite).filter(
    ({ from }) => !ofEntities.has(from),
  );
}

/** Tables and columns are what others of the same name are. */
export function sameNames(before: DatabaseSchema, after: DatabaseSchema): Identity {
  return before.tables.flatMap(({ name, columns }) => {
    const other = after.tables.find((table) => table.name === name);
    if (!other) return [];
    const names = new Set(other.columns.map((column) => column.name));
    return [
      {
        from: name,
        to: name,
        columns: columns
          .filter((column) => names.has(column.name))
          .map((column) => ({ from: column.name, to: column.name })),
      },
    ];
  });
}

/** The way back. */
export const reversed = (identity: Identity): Identity =>
  identity.map(({ from, to, columns }) => ({
    from: to,
    to: from,
    columns: columns.map((column) => ({ from: column.to, to: column.from })),
  }));
