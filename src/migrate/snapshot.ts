import { modelSnapshot, type ModelSnapshot } from '../model/diff/snapshot.ts';
import { stableJson } from '../model/diff/stable-json.ts';
import type { ServiceModel } from '../model/types.ts';
import { databaseSchema } from './schema/of-model.ts';
import type { DatabaseSchema } from './schema/types.ts';
import type { Dialect } from './storage.ts';

const VERSION = 1;

export const DIALECTS: readonly Dialect[] = ['sqlite', 'postgres'];

/** What the next generation must know of this one to migrate from it. */
export interface SchemaSnapshot {
  readonly model: ModelSnapshot;
  /** As the migrations left them, and not as a later version of the generator would make them. */
  readonly databases: Readonly<Record<Dialect, DatabaseSchema>>;
}

export function schemaSnapshot(model: ServiceModel): SchemaSnapshot {
  return {
    model: modelSnapshot(model),
    databases: {
      sqlite: withoutComments(databaseSchema(model, 'sqlite')),
      postgres: withoutComments(databaseSchema(model, 'postgres')),
    },
  };
}

const withoutComments = ({ instant, tables }: DatabaseSchema): DatabaseSchema => ({
  instant,
  tables: tables.map(({ comment: _comment, ...table }) => table),
});

/** As text: the same for the same snapshot, always. */
export const formatSnapshot = (snapshot: SchemaSnapshot): string =>
  `${stableJson({ version: VERSION, ...snapshot })}\n`;

/**
 * Reads what {@link formatSnapshot} wrote.
 *
 * @returns undefined for a text of another version of it
 */
export function parseSnapshot(text: string): SchemaSnapshot | undefined {
  const value = JSON.parse(text) as SchemaSnapshot & { readonly version: number };
  return value.version === VERSION ? { model: value.model, databases: value.databases } : undefined;
}
