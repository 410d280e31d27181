import { Project, ts } from 'ts-morph';

/** Where the TypeScript library lies for the compiler; no such folder need exist on disk. */
export const LIBRARY_FOLDER = '/node_modules/typescript/lib';

/** The library that a generated service asks for in its `tsconfig.json`. */
export const LIBRARY = 'lib.esnext.d.ts';

let known: ReadonlyMap<string, string> | undefined;

/**
 * The texts of `lib.esnext.d.ts` and of all that it refers to, by absolute path. They come with
 * ts-morph, so no TypeScript has to be installed in the service.
 */
export function libraryFiles(): ReadonlyMap<string, string> {
  known ??= readLibrary();
  return known;
}

function readLibrary(): ReadonlyMap<string, string> {
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: { lib: [LIBRARY], target: ts.ScriptTarget.ESNext },
  });
  // A program without files loads no library.
  project.createSourceFile('/empty.ts', 'export {};');
  const { compilerObject } = project.getProgram();
  return new Map(
    compilerObject
      .getSourceFiles()
      .filter(({ fileName }) => fileName.startsWith(`${LIBRARY_FOLDER}/`))
      .map(({ fileName, text }) => [fileName, text]),
  );
}
