import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composePack, type Pack } from './compose.ts';
import { readLayer } from './layer.ts';

/** The folder that holds the packs, beside `src` in a checkout and beside `dist` when installed. */
export function packFolder(name: string): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const root = import.meta.url.endsWith('.ts') ? join(here, '..', '..', '..') : join(here, '..');
  return join(root, 'templates', name);
}

/** Reads a pack and what it extends. */
export async function loadPack(name: string): Promise<Pack> {
  const top = await readLayer(packFolder(name));
  const below = [];
  let next = top.manifest.extends;
  while (next !== undefined) {
    const layer = await readLayer(packFolder(next));
    below.push(layer);
    next = layer.manifest.extends;
  }
  return composePack([top, ...below]);
}
