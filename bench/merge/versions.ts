import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defaults } from '../../src/config/project.ts';
import { initialMigration } from '../../src/migrate/initial.ts';
import { inferModel } from '../../src/model/infer-model.ts';
import { renderService } from '../../src/scaffold/render-service.ts';
import { readSpec } from '../../src/spec/read-spec.ts';
import type { Files } from './person-edits.ts';

/** Descriptions of one history, the oldest first. */
export const versionsOf = (folder: string): string[] =>
  readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));

/** A version of a history that is no valid description. */
export class UnreadableDescription extends Error {}

/** Everything that is generated from a description, by path. */
export async function generateFiles(description: string): Promise<Files> {
  const result = await readSpec(resolve(description), { cwd: process.cwd() });
  if (!result.ok) {
    const [first] = result.diagnostics.filter(({ severity }) => severity === 'error');
    throw new UnreadableDescription(first?.message ?? `${description} cannot be read.`);
  }
  const { model } = inferModel(result.document);
  const migrations = (['sqlite', 'postgres'] as const).map((dialect) => ({
    path: `migrations/${dialect}/0001_initial.sql`,
    text: initialMigration(model, dialect),
  }));
  const files = await renderService(model, result.document.api, defaults);
  return new Map([...files, ...migrations].map(({ path, text }) => [path, text]));
}
