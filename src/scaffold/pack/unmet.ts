import { join } from 'node:path';
import { MANIFEST } from './find-pack.ts';
import type { Layer } from './layer.ts';
import { manifestError, memberPlace } from './manifest.ts';
import { PackError } from './pack-error.ts';

/**
 * Refuses packs whose manifests speak of what is not there, or that lack what one of them needs.
 *
 * @param layers a pack and what it extends, from the top
 * @throws PackError
 */
export function refuseUnmet(layers: readonly [Layer, ...Layer[]]): void {
  layers.forEach((layer, at) => refuseUnknown(layer, layers.slice(at), layers.slice(at + 1)));
  const files = new Set(layers.flatMap(({ templates }) => [...templates.keys()]));
  const partials = new Set(layers.flatMap((layer) => [...layer.partials.keys()]));
  for (const { manifest } of layers) {
    const lacking = [
      ...(manifest.needs?.files ?? []).filter((path) => !files.has(path)),
      ...(manifest.needs?.partials ?? [])
        .filter((name) => !partials.has(name))
        .map((name) => `partials/${name}`),
    ];
    if (lacking.length === 0) continue;
    const [{ folder, manifestText, manifest: top }] = layers;
    throw new PackError(
      'SW3008',
      top === manifest
        ? `The pack ${top.name} is no service by itself: it needs a pack that extends it and brings ${some(lacking)}.`
        : `The pack ${top.name} lacks what ${manifest.name} needs: add the template ${some(lacking)}.`,
      memberPlace(join(folder, MANIFEST), manifestText, [top === manifest ? 'needs' : 'extends']),
    );
  }
}

const some = (names: readonly string[]): string =>
  names
    .slice(0, 3)
    .map((name) => `${name}.hbs`)
    .join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '');

/** Conditions of files that do not exist, and files to leave out that were not there. */
function refuseUnknown(
  { folder, manifest, manifestText }: Layer,
  within: readonly Layer[],
  below: readonly Layer[],
): void {
  const has = (layers: readonly Layer[], path: string) =>
    layers.some(({ templates }) => templates.has(path));
  const file = join(folder, MANIFEST);
  for (const path of Object.keys(manifest.when ?? {}))
    if (!has(within, path))
      throw manifestError(file, manifestText, {
        path: ['when', path],
        why: 'is a condition for a file that no template makes',
      });
  for (const [index, path] of (manifest.without ?? []).entries())
    if (!has(below, path))
      throw manifestError(file, manifestText, {
        path: ['without', index],
        why: `leaves out ${path}, which no extended pack has`,
      });
}
