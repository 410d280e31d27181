/**
 * Bundles the package: `dist/main.js` for the command, `dist/index.js` for programs, the files that
 * run on their own, the page of `specwright view`, and the declarations that `dist/index.js` needs.
 */
import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import { type Plugin, rolldown } from 'rolldown';
import { build as buildPage } from 'vite';
import { COMPILE_OPTIONS, parseTemplate } from '../src/scaffold/parse-template.ts';
import { readLayer } from '../src/scaffold/pack/layer.ts';
import { groupsBelow, withoutFacades, withoutWrappers } from './chunks.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const emitted = join(dist, 'emitted');
/** Relative imports of a declaration. */
const IMPORTS = /((?:from|import\() ?')(\.[^']+)\.ts'/g;

await rm(dist, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  input: [
    'src/cli/main.ts',
    'src/index.ts',
    'src/sandbox/vitest-host.ts',
    'src/verify/reader-thread.ts',
    'src/sandbox/worker-guard.ts',
    'src/scaffold/apart/render-worker.ts',
  ],
  external: /^[^./]/,
  platform: 'node',
  preserveEntrySignatures: 'allow-extension',
  transform: { target: 'node24' },
  checks: { ineffectiveDynamicImport: false },
  plugins: [precompiledTemplates(), withoutFacades, withoutWrappers],
});
const name = groupsBelow(join(root, 'src'));
await bundle.write({
  dir: dist,
  entryFileNames: '[name].js',
  chunkFileNames: 'chunk-[hash].js',
  codeSplitting: {
    includeDependenciesRecursively: false,
    groups: [{ name, debugName: 'groups' }],
  },
});
await bundle.close();
await buildPage({ configFile: join(root, 'page', 'vite.config.ts'), logLevel: 'warn' });
await declarations();

/** Puts every pack's templates in the place of the empty list of a checkout. */
function precompiledTemplates(): Plugin {
  return {
    name: 'precompiled-templates',
    load: {
      filter: { id: /[\\/]scaffold[\\/]precompiled\.ts$/ },
      handler: async () => {
        const packs = await readdir(join(root, 'templates'));
        const layers = packs.map((pack) =>
          readLayer({ kind: 'own', folder: join(root, 'templates', pack) }),
        );
        const entries = layers
          .flatMap(({ templates, partials }) => [...templates.values(), ...partials.values()])
          .map(
            (template) =>
              `[${JSON.stringify(hash('sha256', template.text))}, ${String(Handlebars.precompile(parseTemplate(template), COMPILE_OPTIONS))}]`,
          );
        const code = `export const precompiled = new Map([${entries.join(',\n')}]);`;
        return { code, moduleType: 'js' };
      },
    },
  };
}

/** Emits every declaration, and keeps those that the public one leads to. */
async function declarations(): Promise<void> {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['-p', 'tsconfig.types.json', '--outDir', emitted];
  const { status } = spawnSync(process.execPath, [compiler, ...options], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`tsc ended with exit code ${String(status)}`);
  const open = ['index.d.ts'];
  for (const path of open) {
    const text = await readFile(join(emitted, path), 'utf8');
    const target = join(dist, 'types', path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text.replace(IMPORTS, "$1$2.js'"));
    for (const [, , name = ''] of text.matchAll(IMPORTS)) {
      const next = `${join(dirname(path), name)}.d.ts`;
      if (!open.includes(next)) open.push(next);
    }
  }
  await rm(emitted, { recursive: true });
}
