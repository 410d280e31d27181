import { dirname, join } from 'node:path/posix';
import type { ModuleFacts } from './module-facts.ts';

/** What a service's `package.json` names. */
export interface Dependencies {
  readonly runtime: ReadonlySet<string>;
  readonly development: ReadonlySet<string>;
}

/** All files of a service, as far as the checks across files need them. */
export class ServiceTree {
  readonly paths: ReadonlySet<string>;
  readonly modules: ReadonlyMap<string, ModuleFacts>;
  readonly dependencies: Dependencies;

  constructor(
    paths: ReadonlySet<string>,
    modules: ReadonlyMap<string, ModuleFacts>,
    dependencies: Dependencies,
  ) {
    this.paths = paths;
    this.modules = modules;
    this.dependencies = dependencies;
  }

  /** The path that a relative specifier stands for, whether or not there is such a file. */
  resolve(from: string, specifier: string): string {
    return specifier.startsWith('/') ? specifier : join(dirname(from), specifier);
  }

  /** Whether a file exports a name, itself or by `export *`; files that did not parse say yes. */
  exports(path: string, name: string, seen = new Set<string>()): boolean {
    const facts = this.modules.get(path);
    if (facts === undefined) return true;
    if (facts.exports.has(name)) return true;
    if (name === 'default' || seen.has(path)) return false;
    seen.add(path);
    return facts.stars.some(
      (star) => !isRelative(star) || this.exports(this.resolve(path, star), name, seen),
    );
  }
}

export const isRelative = (specifier: string): boolean => /^\.{0,2}\//.test(specifier);

/** Reads a `package.json`; what is not an object of names counts as empty. */
export function readDependencies(text: string | undefined): Dependencies {
  const manifest = text === undefined ? undefined : parse(text);
  return {
    runtime: new Set([...keys(manifest, 'dependencies'), ...keys(manifest, 'peerDependencies')]),
    development: new Set(keys(manifest, 'devDependencies')),
  };
}

/** A manifest that does not parse is a finding of its own. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keys(manifest: unknown, member: string): string[] {
  if (typeof manifest !== 'object' || manifest === null) return [];
  const names: unknown = Reflect.get(manifest, member);
  return typeof names === 'object' && names !== null ? Object.keys(names) : [];
}
