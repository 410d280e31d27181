import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One template of a pack, with the condition under which it is rendered. */
export interface Template {
  /** Where its output goes; `[entity]`, `[resource]` and `[workflow]` stand for a file or folder. */
  readonly path: string;
  readonly text: string;
  /** Once for the service, or once for each entity, resource or file of workflows. */
  readonly each: 'service' | 'entity' | 'resource' | 'workflow';
  /** Name of a member of the view that must be truthy. */
  readonly when?: string | undefined;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  /** Conditions by output path: `{ "src/auth.ts": "service.secured" }`. */
  readonly when: Readonly<Record<string, string>>;
}

export interface Pack {
  readonly name: string;
  readonly version: string;
  readonly templates: readonly Template[];
}

/** The folder that holds the packs, beside `src` in a checkout and beside `dist` when installed. */
export function packFolder(name: string): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const root = import.meta.url.endsWith('.ts') ? join(here, '..', '..') : join(here, '..');
  return join(root, 'templates', name);
}

/** Reads a pack: its manifest and every `.hbs` file, in a stable order. */
export async function loadPack(folder: string): Promise<Pack> {
  const manifest = JSON.parse(await readFile(join(folder, 'pack.json'), 'utf8')) as Manifest;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const templates = await Promise.all(
    files.map(async (file): Promise<Template> => {
      const path = file.replace(/\.hbs$/, '');
      return {
        path,
        text: await readFile(join(folder, file), 'utf8'),
        each: path.includes('[entity]')
          ? 'entity'
          : path.includes('[resource]')
            ? 'resource'
            : path.includes('[workflow]')
              ? 'workflow'
              : 'service',
        when: manifest.when[path],
      };
    }),
  );
  return { name: manifest.name, version: manifest.version, templates };
}
