import type { ChunkingContext, Plugin } from 'rolldown';

/**
 * Which modules share a file of the package. Each file that Node loads costs about half a
 * millisecond, so what one command always loads together is one file. A group takes the modules of
 * its roots and all that these import, but for what a group before it has: so no group needs one
 * that stands after it. Modules in none are put together by what loads them.
 */
const GROUPS: readonly (readonly [name: string, roots: readonly string[]])[] = [
  ['check', ['cli/main.ts', 'cli/check-command.ts']],
  [
    'unchanged',
    [
      'cli/generate-command.ts',
      'config/resolve-services.ts',
      'config/shard.ts',
      'pipeline.ts',
      'workspace/inputs.ts',
    ],
  ],
  ['parse', ['verify/read-file.ts']],
  ['read', ['spec/read-spec.ts', 'verify/reader.ts']],
  ['infer', ['model/infer-model.ts', 'open-cache.ts']],
  ['migrate', ['service-migrations.ts']],
  [
    'plan',
    [
      'workspace/workspace.ts',
      'workspace/plan-service.ts',
      'workspace/generator.ts',
      'workspace/moves.ts',
      'git/renames.ts',
      'merge/merge-file.ts',
      'verify/read-files.ts',
      'verify/verify-files.ts',
    ],
  ],
  [
    'render',
    [
      'scaffold/render-service.ts',
      'scaffold/pack/load-pack.ts',
      'with-filled.ts',
      'outdated-templates.ts',
    ],
  ],
];

/** Tells the group of a module by its absolute path. */
export function groupsBelow(source: string) {
  let groups: ReadonlyMap<string, string> | undefined;
  return (module: string, context: ChunkingContext): string | undefined => {
    groups ??= closures(source, context);
    return groups.get(module);
  };
}

function closures(source: string, context: ChunkingContext): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  for (const [name, roots] of GROUPS) {
    const open = roots.map((root) => `${source}/${root}`);
    const lost = open.filter((root) => context.getModuleInfo(root) === null);
    if (lost.length > 0) throw new Error(`no module of the package: ${lost.join(', ')}`);
    for (const module of open) {
      if (groups.has(module)) continue;
      groups.set(module, name);
      open.push(...(context.getModuleInfo(module)?.importedIds ?? []));
    }
  }
  return groups;
}

/** A file that does nothing but give parts of another one their names. */
const FACADE = /^export \{ ([^}]*) \} from "(\.\/[^"]+)";\s*$/;
const IMPORT = /\bimport\("(\.\/[^"]+)"\)/g;

/** Imports of a module that shares a file with others lead there at once. */
export const withoutFacades: Plugin = {
  name: 'without-facades',
  generateBundle(_options, bundle) {
    const facades = new Map<string, string>();
    for (const file of Object.values(bundle)) {
      const [, names, target] = (file.type === 'chunk' && FACADE.exec(file.code)) || [];
      if (names === undefined || file.type !== 'chunk' || file.isEntry) continue;
      const members = names.split(', ').map((name) => name.split(' as '));
      const parts = members.map(([from, to = from]) => `${to}: part.${from}`);
      facades.set(
        `./${file.fileName}`,
        `import("${target}").then((part) => ({ ${parts.join(', ')} }))`,
      );
      delete bundle[file.fileName];
    }
    for (const file of Object.values(bundle))
      if (file.type === 'chunk')
        file.code = file.code.replace(IMPORT, (found, name: string) => facades.get(name) ?? found);
  },
};

const BUILTIN = /^import \{ ([^}]+) \} from ("node:[^"]+");$/gm;

/**
 * Takes Node's own modules as they are. Imported, each is wrapped, and the wrapper asks for every
 * member once: that of `node:fs` loads streams, which takes 4 of the 60 ms of a `check`.
 */
export const withoutWrappers: Plugin = {
  name: 'without-wrappers',
  renderChunk: (code) =>
    code.replace(BUILTIN, (_found, names: string, module: string) => {
      const members = names.replaceAll(' as ', ': ');
      return `const { ${members} } = process.getBuiltinModule(${module});`;
    }),
};
