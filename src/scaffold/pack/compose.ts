import type { Layer, TemplateText } from './layer.ts';
import type { Dependency } from './manifest.ts';

/** One template of a pack, with the condition under which it is rendered. */
export interface Template extends TemplateText {
  /** Where its output goes; `[entity]`, `[resource]`, `[workflow]` and `[operation]` stand for a file or folder. */
  readonly path: string;
  /** Once for the service, or once for each entity, resource, file of workflows or operation. */
  readonly each: 'service' | 'entity' | 'resource' | 'workflow' | 'operation';
  /** Name of a member of the view that must be truthy. */
  readonly when?: string | undefined;
}

/** A package that the service depends on. */
export interface PackDependency {
  readonly name: string;
  readonly version: string;
  readonly when?: string | undefined;
}

/** Templates of a project that stand in for those of its pack. */
export type Overrides = Pick<Layer, 'folder' | 'templates' | 'partials' | 'helpers'>;

/** A pack with all that it takes from those it extends, and with what a project puts in its place. */
export interface Pack {
  /** It and what it extends, with versions, as far as this package's own version does not tell: `own@3 fastify@1`. */
  readonly label: string;
  /** It is one of this package's own. */
  readonly isOwn: boolean;
  /** Some of its templates or helpers are not this package's own. */
  readonly hasForeign: boolean;
  /** Absolute folders of what a person may edit: packs that are folders, and overrides. */
  readonly folders: readonly string[];
  /** Absolute folders of packs that are npm packages. */
  readonly packages: readonly string[];
  readonly templates: readonly Template[];
  readonly partials: ReadonlyMap<string, TemplateText>;
  /** Modules with helpers, from the pack at the bottom to the one on top. */
  readonly helperModules: readonly TemplateText[];
  readonly dependencies: readonly PackDependency[];
  readonly devDependencies: readonly PackDependency[];
}

/**
 * Puts packs over each other.
 *
 * @param layers the pack that was asked for, and after it what it extends
 */
export function composePack(layers: readonly Layer[], overrides?: Overrides): Pack {
  const fromBelow = layers.toReversed();
  const withOverrides = [...fromBelow, ...(overrides ? [overrides] : [])];
  const when = new Map(fromBelow.flatMap(({ manifest }) => Object.entries(manifest.when ?? {})));
  const own = layers.findIndex(({ kind }) => kind === 'own');
  const foldersOf = (kind: Layer['kind']) =>
    layers.filter((layer) => layer.kind === kind).map(({ folder }) => folder);
  return {
    label: layers
      .slice(0, own < 0 ? undefined : own + 1)
      .map(({ manifest: { name, version } }) => `${name}@${version}`)
      .join(' '),
    isOwn: own === 0,
    hasForeign: own !== 0 || overrides !== undefined,
    folders: [...foldersOf('folder'), ...(overrides ? [overrides.folder] : [])],
    packages: foldersOf('package'),
    templates: [...templatesOf(fromBelow, overrides)]
      .map(([path, text]) => ({ path, ...text, each: eachOf(path), when: when.get(path) }))
      .sort((one, other) => (one.path < other.path ? -1 : 1)),
    partials: new Map(withOverrides.flatMap(({ partials }) => [...partials])),
    helperModules: withOverrides.flatMap(({ helpers }) => helpers ?? []),
    dependencies: dependenciesOf(fromBelow.map(({ manifest }) => manifest.dependencies)),
    devDependencies: dependenciesOf(fromBelow.map(({ manifest }) => manifest.devDependencies)),
  };
}

function templatesOf(
  fromBelow: readonly Layer[],
  overrides: Overrides | undefined,
): Map<string, TemplateText> {
  const texts = new Map<string, TemplateText>();
  for (const { manifest, templates } of fromBelow) {
    for (const path of manifest.without ?? []) texts.delete(path);
    for (const [path, text] of templates) texts.set(path, text);
  }
  for (const [path, text] of overrides?.templates ?? []) texts.set(path, text);
  return texts;
}

function eachOf(path: string): Template['each'] {
  if (path.includes('[operation]')) return 'operation';
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
