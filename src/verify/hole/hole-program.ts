import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { LIBRARY, LIBRARY_FOLDER, libraryFiles } from './library-files.ts';

/** The strict options of a generated service's `tsconfig.json`. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  lib: [LIBRARY],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
};

/** A file as the compiler sees it, with the checker that knows its symbols. */
export interface CheckedFile {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly source: ts.SourceFile;
}

/** Whose file a declaration stands in: each is trusted with something else. */
export type Origin = 'library' | 'service' | 'package';

/** A service in memory, of which one file at a time may differ from what it is. */
export interface HoleProgram {
  text(path: string): string | undefined;
  /** Checks the service as if the file had this text. */
  withText(path: string, text: string): CheckedFile;
  originOf(source: ts.SourceFile): Origin;
}

/**
 * Opens a service for the compiler without a disk. What is unchanged since the last question is
 * neither read nor bound again; the types of packages are read from `modules`, a folder with a
 * `node_modules` in it or above it. Without one, whatever comes from a package is of no known type.
 */
export function openHoleProgram(files: ReadonlyMap<string, string>, modules?: string): HoleProgram {
  const root = posix.join(modules?.replaceAll('\\', '/') ?? '/', '.specwright-holes');
  const absolute = (path: string) => posix.join(root, path);
  const texts = new Map([...files].map(([path, text]) => [absolute(path), text]));
  const parsed = new Map<string, { readonly text: string; readonly source: ts.SourceFile }>();
  const asked = new Set<string>();
  let changed: { readonly path: string; readonly text: string } | undefined;
  let last: ts.Program | undefined;

  const onDisk = (path: string) => modules !== undefined && !path.startsWith(`${root}/`);
  const read = (path: string): string | undefined => {
    if (changed?.path === path) return changed.text;
    return (
      texts.get(path) ??
      libraryFiles().get(path) ??
      (onDisk(path) ? ts.sys.readFile(path) : undefined)
    );
  };
  const parse = (path: string, version: ts.ScriptTarget | ts.CreateSourceFileOptions) => {
    const known = parsed.get(path);
    // What lies on disk is read once; what lies in memory may have another text now.
    if (known && (onDisk(path) || known.text === read(path))) return known.source;
    const text = read(path);
    if (text === undefined) return undefined;
    const source = ts.createSourceFile(path, text, version, true);
    parsed.set(path, { text, source });
    return source;
  };
  const resolutions = ts.createModuleResolutionCache(root, (path) => path, options);
  const host: ts.CompilerHost = {
    getModuleResolutionCache: () => resolutions,
    fileExists: (path) =>
      texts.has(path) || libraryFiles().has(path) || (onDisk(path) && ts.sys.fileExists(path)),
    readFile: read,
    getSourceFile: parse,
    directoryExists: (path) => !onDisk(path) || ts.sys.directoryExists(path),
    getDirectories: (path) => (onDisk(path) ? ts.sys.getDirectories(path) : []),
    getDefaultLibFileName: () => posix.join(LIBRARY_FOLDER, LIBRARY),
    getDefaultLibLocation: () => LIBRARY_FOLDER,
    getCurrentDirectory: () => root,
    getCanonicalFileName: (path) => path,
    getNewLine: () => '\n',
    useCaseSensitiveFileNames: () => true,
    writeFile: () => undefined,
    ...(modules !== undefined && ts.sys.realpath && { realpath: ts.sys.realpath }),
  };

  return {
    text: (path) => texts.get(absolute(path)),
    withText(path, text) {
      changed = { path: absolute(path), text };
      asked.add(changed.path);
      last = ts.createProgram({
        rootNames: [...asked],
        options,
        host,
        ...(last && { oldProgram: last }),
      });
      const source = last.getSourceFile(changed.path);
      if (!source) throw new Error(`The service has no file ${path}.`);
      return { program: last, checker: last.getTypeChecker(), source };
    },
    originOf({ fileName }) {
      if (libraryFiles().has(fileName)) return 'library';
      return texts.has(fileName) ? 'service' : 'package';
    },
  };
}
