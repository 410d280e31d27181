import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMeasured } from './run-measured.ts';
import { type Place, program } from './tool.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CODE: ReadonlySet<string> = new Set(['.ts', '.tsx', '.js', '.mjs', '.cjs', '.sql']);
const NOT_OURS: ReadonlySet<string> = new Set(['node_modules', '.specwright', 'dist']);
const LIMIT_MS = 240_000;

/** Files with code in a folder, without what was installed or built. */
export const codeFiles = (folder: string): string[] =>
  ownFiles(folder).filter((file) => CODE.has(extname(file)));

/** All files of a folder, without what was installed or built, and without a tool's own memory. */
export function ownFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        !relative(folder, file)
          .split('/')
          .some((part) => NOT_OURS.has(part)),
    )
    .sort();
}

export const countLines = (files: readonly string[]): number =>
  files.reduce((total, file) => total + readFileSync(file, 'utf8').split('\n').length - 1, 0);

/**
 * How many errors the compiler finds under `--strict`, with the settings and the compiler that come
 * with the output, or else with plain ones; nothing where there is no TypeScript.
 */
export async function strictErrors(place: Place): Promise<TypeErrors | undefined> {
  const files = codeFiles(place.out).filter((file) => extname(file) === '.ts');
  if (files.length === 0) return undefined;
  const own = join(place.out, 'tsconfig.json');
  const args = existsSync(own)
    ? [program(place.home, 'typescript/bin/tsc'), '-p', own, '--strict', '--noEmit']
    : [join(root, 'node_modules/typescript/bin/tsc'), '-p', plainConfig(place, files)];
  const command = { command: process.execPath, args, cwd: place.home };
  const { code, said } = await runMeasured(command, LIMIT_MS);
  if (code === undefined) return { count: undefined, first: 'the compiler met its limit' };
  const errors = said.split('\n').filter((line) => /error TS\d+:/.test(line));
  if (code !== 0 && errors.length === 0) return { count: undefined, first: said.slice(0, 300) };
  return { count: errors.length, first: errors[0] ?? '' };
}

function plainConfig({ home }: Place, files: readonly string[]): string {
  const path = join(home, 'tsconfig.strict.json');
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: 'es2024',
    lib: ['es2024', 'dom', 'dom.iterable'],
    module: 'preserve',
    moduleResolution: 'bundler',
    types: ['*'],
    allowImportingTsExtensions: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
  };
  writeFileSync(path, JSON.stringify({ compilerOptions, files }));
  return path;
}

export interface TypeErrors {
  /** Nothing where the compiler did not come to an end. */
  readonly count: number | undefined;
  readonly first: string;
}
