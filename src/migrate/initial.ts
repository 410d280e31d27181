import type { ServiceModel } from '../model/types.ts';
import { addReference, CREATE_INSTANT, createIndex, createTable } from './print/table.ts';
import { databaseSchema } from './schema/of-model.ts';
import type { DatabaseSchema } from './schema/types.ts';
import type { Dialect } from './storage.ts';

export type { Dialect };

/** The SQL that makes an empty database into the one that a model's service works on. */
export const initialMigration = (model: ServiceModel, dialect: Dialect): string =>
  createDatabase(databaseSchema(model, dialect), dialect);

/** The SQL that makes an empty database into one with this schema. */
export function createDatabase({ instant, tables }: DatabaseSchema, dialect: Dialect): string {
  const places = new Map(tables.map(({ name }, place) => [name, place]));
  const isBefore = (place: number) => (other: string) => (places.get(other) ?? place) < place;
  const late = tables.flatMap(({ name, columns }, place) =>
    columns.flatMap(({ name: column, reference }) =>
      reference && reference.table !== name && !isBefore(place)(reference.table)
        ? [addReference(name, column, reference)]
        : [],
    ),
  );
  const paragraphs = [
    ...(dialect === 'postgres' && instant ? [CREATE_INSTANT] : []),
    ...tables.map((table, place) => createTable(table, dialect, isBefore(place))),
    ...(dialect === 'postgres' ? [late.join('\n')] : []),
    tables
      .flatMap(({ name, indexes }) => indexes.map((index) => createIndex(name, index, dialect)))
      .join('\n'),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}
