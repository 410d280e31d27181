/** Writes the JSON Schemas that the package publishes: `npm run schemas`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { projectSchema } from '../src/config/project-schema.ts';
import { extensionsSchema } from './schemas/extensions.ts';
import { lockSchema } from './schemas/lock.ts';

/** By the name of the file. */
const SCHEMAS = {
  'config.schema.json': projectSchema,
  'lock.schema.json': lockSchema,
  'x-specwright.schema.json': extensionsSchema,
};

/** Each schema's text, by the name of its file. */
export async function schemaFiles(): Promise<ReadonlyMap<string, string>> {
  const files = Object.entries(SCHEMAS).map(
    async ([name, schema]) =>
      [name, await format(JSON.stringify(schema), { parser: 'json', printWidth: 100 })] as const,
  );
  return new Map(await Promise.all(files));
}

if (import.meta.main) {
  const folder = new URL('../schemas/', import.meta.url);
  await mkdir(folder, { recursive: true });
  for (const [name, text] of await schemaFiles())
    await writeFile(fileURLToPath(new URL(name, folder)), text);
}
