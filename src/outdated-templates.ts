import { join, relative, sep } from 'node:path';
import type { ServiceProject } from './config/project.ts';
import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.ts';
import { Ejected } from './ejected.ts';
import { loadPack } from './scaffold/pack/load-pack.ts';

/**
 * Ejected templates whose pack has changed since: what the pack has mended is not in the service.
 *
 * @throws PackError
 */
export async function outdatedTemplates({
  cwd,
  pack,
  packsFrom,
  templates: folder,
}: ServiceProject): Promise<Diagnostic[]> {
  if (folder === undefined) return [];
  const ejected = await Ejected.in(folder);
  if (ejected.files.length === 0) return [];
  const { templates, partials, label } = loadPack({ pack, packsFrom });
  const texts = new Map<string, string>([
    ...templates.map(({ path, text }) => [`${path}.hbs`, text] as const),
    ...Array.from(partials, ([name, { text }]) => [`partials/${name}.hbs`, text] as const),
  ]);
  const found: Diagnostic[] = [];
  for (const name of ejected.files) {
    const now = texts.get(name);
    if (now === undefined || (await ejected.textOf(name)) === now) continue;
    const file = relative(cwd, join(folder, name)).split(sep).join('/');
    const message = `${label} has another ${name} than the one that this was ejected from. Run specwright eject --upgrade (with --out where the service has templates of its own).`;
    found.push(diagnostic('SW3017', 'warning', message, { file, line: 1, column: 1 }));
  }
  return found;
}
