/** Writes the reference pages of `docs/reference` from the code: `npm run reference`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { commandsPage } from './reference/commands.ts';
import { configurationPage } from './reference/configuration.ts';
import { diagnosticsPage } from './reference/diagnostics.ts';

/** By the name of the file. */
const PAGES = {
  'commands.md': commandsPage,
  'configuration.md': configurationPage,
  'diagnostics.md': diagnosticsPage,
};

/** Each page's text, by the name of its file. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  const pages = Object.entries(PAGES).map(
    async ([name, page]) =>
      [
        name,
        await format(page(), { parser: 'markdown', printWidth: 100, singleQuote: true }),
      ] as const,
  );
  return new Map(await Promise.all(pages));
}

if (import.meta.main) {
  const folder = new URL('../docs/reference/', import.meta.url);
  await mkdir(folder, { recursive: true });
  for (const [name, text] of await referencePages()) await writeFile(new URL(name, folder), text);
}
