import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { sourceFrame } from '../diagnostics/frame.ts';
import { findPackage } from './link-modules.ts';
import { runProcess, type ProcessLimits } from './run-process.ts';
import type { Stage } from './stage.ts';

/** Type-checks a staged service with the native TypeScript compiler and its own `tsconfig.json`. */
export async function typecheck(
  stage: Stage,
  texts: ReadonlyMap<string, string>,
  limits: ProcessLimits,
): Promise<Diagnostic[]> {
  const compiler = await findCompiler();
  const result = await runProcess(
    {
      file: compiler.file,
      args: [...compiler.args, '--project', 'tsconfig.json', '--noEmit', '--pretty', 'false'],
      cwd: stage.service,
      env: {},
    },
    limits,
  );
  if (result.end === 'exited' && result.exitCode === 0) return [];
  const found = parseCompilerOutput(result.stdout, stage.service, texts);
  if (result.end !== 'exited' || found.length === 0) {
    const why = result.end === 'exited' ? `exit code ${result.exitCode}` : `limit: ${result.end}`;
    const printed = (result.stderr || result.stdout).slice(0, 500).trim();
    found.push(
      diagnostic('SW5102', 'error', `The type check did not complete (${why}). ${printed}`.trim()),
    );
  }
  return found;
}

const LOCATED = /^(.+)\((\d+),(\d+)\): error (TS\d+): (.*)$/;
const GLOBAL = /^error (TS\d+): (.*)$/;

/** Reads what `tsc --pretty false` prints; indented lines continue the message above them. */
export function parseCompilerOutput(
  output: string,
  folder: string,
  texts: ReadonlyMap<string, string>,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const line of output.split(/\r?\n/)) {
    const located = LOCATED.exec(line);
    const global = GLOBAL.exec(line);
    const last = found.at(-1);
    if (located) {
      const [, path = '', row, column, code = '', message = ''] = located;
      const file = (isAbsolute(path) ? relative(folder, path) : path).split(sep).join('/');
      const location = { file, line: Number(row), column: Number(column) };
      const text = texts.get(file);
      const frame = text === undefined ? undefined : sourceFrame(text, location);
      found.push(diagnostic('SW5101', 'error', `${message} (${code})`, location, frame));
    } else if (global) {
      found.push(diagnostic('SW5101', 'error', `${global[2] ?? ''} (${global[1] ?? ''})`));
    } else if (line.startsWith(' ') && last !== undefined) {
      found[found.length - 1] = { ...last, message: `${last.message}\n${line}` };
    }
  }
  return found;
}

interface Compiler {
  readonly file: string;
  readonly args: readonly string[];
}

/** The native program of this platform, or else TypeScript's own launcher for it. */
async function findCompiler(): Promise<Compiler> {
  const platform = `${process.platform}-${process.arch}`;
  const native = findPackage(`@typescript/typescript-${platform}`);
  if (native !== undefined) {
    return {
      file: join(native, 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc'),
      args: [],
    };
  }
  const folder = findPackage('typescript');
  if (folder === undefined) throw new Error('TypeScript is not installed beside Specwright.');
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    bin: { tsc: string };
  };
  return { file: process.execPath, args: [join(folder, manifest.bin.tsc)] };
}
