import type { SourceFile } from './source-file.ts';

/**
 * Leaves out imports that a file does not use: which ones it uses depends on many conditions of a
 * template, and on nothing else than its own text.
 */
export function dropUnusedImports(file: SourceFile): SourceFile {
  if (!file.path.endsWith('.ts')) return file;
  const statements = [...file.text.matchAll(IMPORT)];
  if (statements.length === 0) return file;
  const words = wordsOf(withoutTexts(file.text.replace(IMPORT, '')));
  const text = file.text.replace(IMPORT, (statement, names: string, from: string) => {
    const all = names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    const used = all.filter((name) => words.has(localName(name)));
    if (used.length === all.length) return statement;
    return used.length === 0 ? '' : `import { ${used.join(', ')} } from ${from};\n`;
  });
  return { ...file, text };
}

/** Imports by name; those of a whole module, or for effect, stay. */
const IMPORT = /^import \{([^}]*)\} from ('[^']*');\n/gm;

const localName = (name: string): string => name.replace(/^type /, '').replace(/^.* as /, '');

/** Words that may be names of what is imported: no members, but all that is spread. */
function wordsOf(code: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [found] of code.matchAll(/\.*[\w$\u0080-\uffff]+/g)) {
    const word = found.replace(/^\.+/, '');
    const dots = found.length - word.length;
    if (dots === 0 || dots >= 3) words.add(word);
  }
  return words;
}

/** The text without comments and quoted strings, in which a name means nothing; template literals stay. */
const withoutTexts = (text: string): string =>
  text.replace(
    /(`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|(?<=^|[\s;,{}()])\/\/[^\n]*/g,
    (_whole, template?: string) => template ?? ' ',
  );
