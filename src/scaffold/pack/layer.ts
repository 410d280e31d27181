import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Manifest } from './manifest.ts';

/** Where a pack keeps what its templates share; nothing in it is a file of the output. */
const PARTIALS = 'partials/';

/** The text of a template, and the file that it stands in. */
export interface TemplateText {
  readonly file: string;
  readonly text: string;
}

/** One pack as its folder has it, without what it extends. */
export interface Layer {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Templates by output path. */
  readonly templates: ReadonlyMap<string, TemplateText>;
  /** Partials by name: that of their file, without `.hbs`. */
  readonly partials: ReadonlyMap<string, TemplateText>;
}

/** Reads a pack's folder: its manifest and every `.hbs` file, in a stable order. */
export async function readLayer(folder: string): Promise<Layer> {
  const manifest = JSON.parse(await readFile(join(folder, 'pack.json'), 'utf8')) as Manifest;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const texts = await Promise.all(
    files.map(async (name): Promise<[string, TemplateText]> => {
      const file = join(folder, name);
      return [name.replace(/\.hbs$/, ''), { file, text: await readFile(file, 'utf8') }];
    }),
  );
  return {
    folder,
    manifest,
    templates: new Map(texts.filter(([name]) => !name.startsWith(PARTIALS))),
    partials: new Map(
      texts.flatMap(([name, text]) =>
        name.startsWith(PARTIALS) ? [[name.slice(PARTIALS.length), text] as const] : [],
      ),
    ),
  };
}
