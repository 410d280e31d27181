import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { stripTypeScriptTypes } from 'node:module';
import { initialMigration } from '../../src/migrate/initial.ts';
import { inferModel } from '../../src/model/infer-model.ts';
import { renderUnformatted } from '../../src/scaffold/render-service.ts';
import { readSpec } from '../../src/spec/read-spec.ts';
import { refuseUnsafePaths } from '../../src/workspace/safe-path.ts';

const OPTIONS = { pack: 'fastify', unknownQuery: 'refuse', readOnlyInput: 'refuse' } as const;

/** What became of a mutant; anything else that happens is a fault. */
export type Fate = 'refused' | 'served';

/**
 * Takes a description through all stages, up to what would be written: the paths stay inside the
 * folder, the code parses, the schema is one that SQLite accepts.
 */
export async function tryMutant(folder: string, description: object): Promise<Fate> {
  writeFileSync(join(folder, 'api.json'), JSON.stringify(description));
  const read = await readSpec('api.json', { cwd: folder });
  if (!read.ok) {
    if (!read.diagnostics.some(({ severity }) => severity === 'error'))
      throw new Error('It is refused and nothing says why.');
    return 'refused';
  }
  const { model } = inferModel(read.document);
  const files = await renderUnformatted(model, read.document.api, OPTIONS);
  refuseUnsafePaths(files.map(({ path }) => path));
  for (const { path, text } of files) check(path, text);
  initialMigration(model, 'postgres');
  const database = new DatabaseSync(':memory:');
  try {
    database.exec(initialMigration(model, 'sqlite'));
  } finally {
    database.close();
  }
  return 'served';
}

function check(path: string, text: string): void {
  try {
    if (path.endsWith('.ts')) stripTypeScriptTypes(text);
    if (path.endsWith('.json')) JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} does not parse: ${String(error)}`, { cause: error });
  }
}
