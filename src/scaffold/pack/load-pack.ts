import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { composePack, type Overrides, type Pack } from './compose.ts';
import { Lines } from '../../diagnostics/lines.ts';
import { findPack, MANIFEST, type PackFolder } from './find-pack.ts';
import { type Layer, readLayer, readTemplates } from './layer.ts';
import { memberPlace } from './manifest.ts';
import { PackError } from './pack-error.ts';
import { refuseUnmet } from './unmet.ts';

/** Which pack is meant. */
export interface PackSource {
  /** The name of one of Specwright's own, the path of a folder, or the name of an npm package. */
  readonly pack: string;
  /** The folder that paths are relative to and that packages are looked up from; absolute. */
  readonly packsFrom?: string | undefined;
  /** The folder of templates that stand in for the pack's; absolute. It need not exist. */
  readonly templates?: string | undefined;
}

/**
 * Reads a pack and what it extends.
 *
 * @throws PackError
 */
export function loadPack({ pack, packsFrom = '.', templates }: PackSource): Pack {
  const layers = readLayers(findPack(pack, packsFrom));
  refuseUnmet(layers);
  return composePack(layers, templates === undefined ? undefined : readOverrides(templates));
}

/** A folder that does not exist yet, or that has no templates, stands in for nothing. */
function readOverrides(folder: string): Overrides | undefined {
  if (!existsSync(folder)) return undefined;
  const read = readTemplates(folder);
  const isEmpty = read.templates.size + read.partials.size === 0 && read.helpers === undefined;
  for (const { file, text } of [...read.templates.values(), ...read.partials.values()]) {
    const marker = text.search(/^(?:<{7}|>{7}) /m);
    if (marker >= 0)
      throw new PackError(
        'SW3015',
        'This template holds conflict markers. Decide, and delete them.',
        {
          file,
          text,
          ...new Lines(text).position(marker),
        },
      );
  }
  return isEmpty ? undefined : { folder, ...read };
}

/** A pack and what it extends, from the top. */
function readLayers(top: PackFolder): [Layer, ...Layer[]] {
  const layers: [Layer, ...Layer[]] = [readLayer(top)];
  for (let last: Layer = layers[0]; last.manifest.extends !== undefined; layers.push(last)) {
    const next = findExtended(last, last.manifest.extends);
    if (layers.some((known) => known.folder === next.folder))
      throw new PackError(
        'SW3009',
        `${last.manifest.name} extends a pack that extends it. Let one of them stand by itself.`,
        extendsPlace(last),
      );
    last = readLayer(next);
  }
  return layers;
}

function findExtended(layer: Layer, name: string): PackFolder {
  try {
    return findPack(name, layer.folder);
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    throw new PackError(error.code, error.message, extendsPlace(layer), { cause: error });
  }
}

const extendsPlace = ({ folder, manifestText }: Layer) =>
  memberPlace(join(folder, MANIFEST), manifestText, ['extends']);
