import type { Layer, TemplateText } from './layer.ts';
import type { Dependency } from './manifest.ts';

/** One template of a pack, with the condition under which it is rendered. */
export interface Template extends TemplateText {
  /** Where its output goes; `[entity]`, `[resource]` and `[workflow]` stand for a file or folder. */
  readonly path: string;
  /** Once for the service, or once for each entity, resource or file of workflows. */
  readonly each: 'service' | 'entity' | 'resource' | 'workflow';
  /** Name of a member of the view that must be truthy. */
  readonly when?: string | undefined;
}

/** A package that the service depends on. */
export interface PackDependency {
  readonly name: string;
  readonly version: string;
  readonly when?: string | undefined;
}

/** A pack with all that it takes from those it extends. */
export interface Pack {
  readonly name: string;
  readonly version: string;
  readonly templates: readonly Template[];
  readonly partials: ReadonlyMap<string, TemplateText>;
  readonly dependencies: readonly PackDependency[];
  readonly devDependencies: readonly PackDependency[];
}

/** Puts packs over each other, the one that was asked for first and what it extends after it. */
export function composePack(layers: readonly [Layer, ...Layer[]]): Pack {
  const fromBelow = layers.toReversed();
  const texts = new Map<string, TemplateText>();
  for (const { manifest, templates } of fromBelow) {
    for (const path of manifest.without ?? []) texts.delete(path);
    for (const [path, text] of templates) texts.set(path, text);
  }
  const when = new Map(fromBelow.flatMap(({ manifest }) => Object.entries(manifest.when ?? {})));
  const templates = [...texts]
    .map(([path, text]) => ({ path, ...text, each: eachOf(path), when: when.get(path) }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  const [{ manifest: top }] = layers;
  return {
    name: top.name,
    version: top.version,
    templates,
    partials: new Map(fromBelow.flatMap(({ partials }) => [...partials])),
    dependencies: dependenciesOf(fromBelow.map(({ manifest }) => manifest.dependencies)),
    devDependencies: dependenciesOf(fromBelow.map(({ manifest }) => manifest.devDependencies)),
  };
}

function eachOf(path: string): Template['each'] {
  if (path.includes('[entity]')) return 'entity';
  if (path.includes('[resource]')) return 'resource';
  return path.includes('[workflow]') ? 'workflow' : 'service';
}

function dependenciesOf(
  tables: readonly (Readonly<Record<string, Dependency>> | undefined)[],
): PackDependency[] {
  const known = new Map(tables.flatMap((table) => Object.entries(table ?? {})));
  return [...known]
    .map(([name, dependency]) => ({
      name,
      ...(typeof dependency === 'string' ? { version: dependency } : dependency),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
