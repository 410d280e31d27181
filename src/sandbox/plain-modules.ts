import { SourceMap, type SourceOrigin } from 'node:module';
import type { SourceFile } from '../scaffold/source-file.ts';

/** A place in a file; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A service as Node can import it. */
export interface PlainModules {
  readonly files: readonly SourceFile[];
  /** Where in the service's own text a place of these files comes from. */
  readonly originOf: (place: Place) => Place;
}

/**
 * The service as Node can import it, where it is written in more than types over JavaScript: with
 * `experimentalDecorators` in its `tsconfig.json`, decorators and parameter properties are compiled
 * away. Undefined for a service that Node can import as it is.
 */
export async function plainModules(
  files: readonly SourceFile[],
): Promise<PlainModules | undefined> {
  const settings = files.find(({ path }) => path === 'tsconfig.json')?.text ?? '';
  if (!settings.includes('experimentalDecorators')) return undefined;
  // Loaded when it is needed, since that takes longer than all of the compiling.
  const { ts } = await import('ts-morph');
  const { config } = ts.parseConfigFileTextToJson('tsconfig.json', settings) as {
    config?: { compilerOptions?: { experimentalDecorators?: unknown } };
  };
  if (config?.compilerOptions?.experimentalDecorators !== true) return undefined;
  const maps = new Map<string, string>();
  const compiled = files.map(({ path, text }) => {
    if (!path.endsWith('.ts')) return { path, text };
    const { outputText, sourceMapText = '{}' } = ts.transpileModule(text, {
      fileName: path,
      compilerOptions: {
        target: ts.ScriptTarget.ESNext,
        module: ts.ModuleKind.Preserve,
        verbatimModuleSyntax: true,
        experimentalDecorators: true,
        sourceMap: true,
      },
    });
    maps.set(path, sourceMapText);
    // Places are looked up here, and must not be found by whoever runs the files too.
    return { path, text: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n') };
  });
  return { files: compiled, originOf: (place) => originIn(maps.get(place.file), place) };
}

function originIn(map: string | undefined, place: Place): Place {
  if (map === undefined) return place;
  const { file, line, column } = place;
  const origin: Partial<SourceOrigin> = new SourceMap(JSON.parse(map)).findOrigin(line, column);
  return { file, line: origin.lineNumber ?? line, column: origin.columnNumber ?? column };
}
