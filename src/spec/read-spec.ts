import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, join as joinPath, resolve } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { checkDocument } from './check-document.ts';
import type { SourcePointer, SpecDocument, SpecVersion } from './document.ts';
import { normaliseDocument } from './normalise-document.ts';
import { isObject } from './normalise-schema.ts';
import { applyOverlay } from './overlay.ts';
import { Sources } from './references.ts';
import { displayPath, isInside, readSource, type ReadLimits, type Source } from './source.ts';

export interface SpecOptions {
  /** Names in diagnostics are relative to it. */
  readonly cwd: string;
  /** Overlay files, applied in order. */
  readonly overlays?: readonly string[];
  /** The largest file that is read, in bytes. */
  readonly maxBytes?: number;
  /** The folder that every file must lie in; by default the project that holds the description. */
  readonly root?: string;
  /** Makes an error of what is wrong though its meaning is beyond doubt. */
  readonly strict?: boolean;
}

export type SpecResult =
  | { readonly ok: true; readonly document: SpecDocument }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const MAX_BYTES = 50 * 1024 * 1024;

/**
 * Reads a description with all its files, applies overlays, checks it, and turns it into the one
 * dialect that the rest of Specwright knows. Whatever is wrong comes back as diagnostics.
 */
export async function readSpec(file: string, options: SpecOptions): Promise<SpecResult> {
  const path = resolve(options.cwd, file);
  const limits: ReadLimits = {
    cwd: options.cwd,
    root: await rootOf(path, options),
    maxBytes: options.maxBytes ?? MAX_BYTES,
  };
  const sources = new Sources(limits);
  const main = await sources.load(path);
  if (!main) return failed(sources.problems);
  const overlaid = await applyOverlays(main, options, limits);
  if (overlaid.some(isError)) return failed(overlaid);

  const version = versionOf(main, options.strict ?? false);
  if (!version.known) return failed([version.problem]);
  const checked = checkDocument(main, version.known, options.strict ?? false);
  const found = [...overlaid, ...(version.problem ? [version.problem] : []), ...checked];
  if (found.some(isError)) return failed([...found, ...sources.problems]);

  const origins = new WeakMap<object, SourcePointer>();
  const api = normaliseDocument({ source: main, pointer: '' }, version.known, sources, origins);
  if (sources.problems.length > 0) return failed([...found, ...sources.problems]);
  const byFile = new Map([...sources.byPath.values()].map((source) => [source.file, source]));
  return {
    ok: true,
    document: {
      version: version.known,
      file: main.file,
      api,
      origin: (node) => origins.get(node),
      locate: (pointer) =>
        byFile.get(pointer.file)?.locate(pointer.pointer) ?? {
          file: pointer.file,
          line: 1,
          column: 1,
        },
      frame: (location) => byFile.get(location.file)?.frame(location),
      diagnostics: sorted(found),
    },
  };
}

/** The working directory when it holds the file, else the nearest folder with a repository. */
async function rootOf(path: string, { cwd, root }: SpecOptions): Promise<string> {
  const wanted = root === undefined ? defaultRoot(path, cwd) : resolve(cwd, root);
  return existsSync(wanted) ? realpath(wanted) : wanted;
}

function defaultRoot(path: string, cwd: string): string {
  if (isInside(cwd, path)) return cwd;
  for (let folder = dirname(path); dirname(folder) !== folder; folder = dirname(folder)) {
    if (existsSync(joinPath(folder, '.git')) || existsSync(joinPath(folder, 'package.json')))
      return folder;
  }
  return dirname(path);
}

async function applyOverlays(
  main: Source,
  options: SpecOptions,
  limits: ReadLimits,
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const overlay of options.overlays ?? []) {
    const path = resolve(options.cwd, overlay);
    const read = await readSource(path, { ...limits, root: await realpathOf(dirname(path)) });
    found.push(...('source' in read ? applyOverlay(read.source, main) : [read.problem]));
  }
  return found;
}

const realpathOf = async (folder: string): Promise<string> =>
  existsSync(folder) ? realpath(folder) : folder;

type Version =
  | { readonly known: SpecVersion; readonly problem?: Diagnostic | undefined }
  | { readonly known: undefined; readonly problem: Diagnostic };

/** The version that the root file declares; numbers are accepted where text is meant. */
function versionOf(main: Source, strict: boolean): Version {
  const root = main.value;
  const place = (pointer: string) => main.locate(pointer);
  const problem = (
    code: Diagnostic['code'],
    severity: Diagnostic['severity'],
    pointer: string,
    message: string,
  ) => diagnostic(code, severity, message, place(pointer), main.frame(place(pointer)));
  if (!isObject(root) || (root.openapi === undefined && root.swagger === undefined)) {
    const message =
      'This is no OpenAPI description: it has neither openapi nor swagger at its root.';
    return { known: undefined, problem: problem('SW1004', 'error', '', message) };
  }
  const member = root.openapi === undefined ? 'swagger' : 'openapi';
  const declared = root[member];
  const text = String(declared);
  const found =
    /^2\.0(?:\.0)?$|^2$/.test(text) && member === 'swagger'
      ? '2.0'
      : /^3\.([012])(?:\.\d+)?(?:-\w+)?$/.exec(text)?.[0].slice(0, 3);
  if (found === undefined || (member === 'swagger') !== (found === '2.0')) {
    const message = `Version ${text.slice(0, 40)} is not supported. Specwright reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2.`;
    return { known: undefined, problem: problem('SW1005', 'error', `/${member}`, message) };
  }
  const known = found as SpecVersion;
  if (typeof declared === 'string') return { known };
  const message = `The version should be text: put ${text} in quotes.`;
  const found2 = problem('SW1202', strict ? 'error' : 'warning', `/${member}`, message);
  return strict ? { known: undefined, problem: found2 } : { known, problem: found2 };
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

const failed = (diagnostics: readonly Diagnostic[]): SpecResult => ({
  ok: false,
  diagnostics: sorted(diagnostics).slice(0, 50),
});

function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ location }: Diagnostic) => location ?? { file: '', line: 0, column: 0 };
  return [...diagnostics].sort((one, other) => {
    const [a, b] = [key(one), key(other)];
    if (a.file !== b.file) return a.file < b.file ? -1 : 1;
    return a.line - b.line || a.column - b.column;
  });
}

export { displayPath };
