/** Writes the JSON Schemas that the package publishes: `npm run schemas`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { projectSchema } from '../src/config/project-schema.ts';
import { extensionsSchema } from './schemas/extensions.ts';
import { lockSchema } from './schemas/lock.ts';
import { type TemplateModel, templateReference } from './schemas/template-reference.ts';
import { templateModel } from './schemas/template-model.ts';

/** By the name of the file. */
const SCHEMAS = {
  'config.schema.json': projectSchema,
  'lock.schema.json': lockSchema,
  'x-specwright.schema.json': extensionsSchema,
};

const root = fileURLToPath(new URL('..', import.meta.url));
const MODEL = 'template-model.schema.json';

const printed = (schema: object): Promise<string> =>
  format(JSON.stringify(schema), { parser: 'json', printWidth: 100 });

/** The text of each schema that is data already, by the name of its file. */
export async function schemaFiles(): Promise<ReadonlyMap<string, string>> {
  const files = Object.entries(SCHEMAS).map(
    async ([name, schema]) => [name, await printed(schema)] as const,
  );
  return new Map(await Promise.all(files));
}

/** That of what templates see takes the type checker, and so a while. */
export async function templateModelFile(): Promise<readonly [name: string, text: string]> {
  return [MODEL, await printed(templateModel(root))];
}

if (import.meta.main) {
  const folder = new URL('../schemas/', import.meta.url);
  await mkdir(folder, { recursive: true });
  const model = await templateModelFile();
  for (const [name, text] of [...(await schemaFiles()), model])
    await writeFile(fileURLToPath(new URL(name, folder)), text);
  const page = new URL('../docs/templates.md', import.meta.url);
  await writeFile(page, await templateReference(JSON.parse(model[1]) as TemplateModel));
}
