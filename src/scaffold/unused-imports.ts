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

const TEXTS =
  /(`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|(?<=^|[\s;,{}()])\/\/[^\n]*/g;

/** The text without comments and texts, in which a name means nothing: of templates, their values stay. */
function withoutTexts(text: string): string {
  let isNested = false;
  const values = (template: string): string => {
    const found = valuesOf(template);
    isNested ||= found === undefined;
    return found ?? template;
  };
  const code = text.replace(TEXTS, (_whole, template?: string) =>
    template === undefined ? ' ' : values(template),
  );
  // A template within a value ends the one that it stands in too early: all of them stay then.
  return isNested ? text.replace(TEXTS, (_whole, template?: string) => template ?? ' ') : code;
}

/** What stands in `${…}`; nothing where one is not closed. */
function valuesOf(template: string): string | undefined {
  const values: string[] = [];
  for (let start = opening(template, 0); start !== -1; start = opening(template, start)) {
    let depth = 1;
    const from = start;
    while (depth > 0 && start < template.length) {
      const letter = template[start++];
      if (letter === '{') depth++;
      else if (letter === '}') depth--;
      else if (letter === "'" || letter === '"') start = closing(template, start, letter);
    }
    if (depth > 0) return undefined;
    values.push(template.slice(from, start - 1));
  }
  return ` ${values.join(' ')} `;
}

/** Behind the quote that ends a text. */
function closing(template: string, from: number, quote: string): number {
  for (let at = from; at < template.length; at++) {
    if (template[at] === '\\') at++;
    else if (template[at] === quote) return at + 1;
  }
  return template.length;
}

/** Where the next value begins, behind its `${`; -1 where there is none. An escaped one is text. */
function opening(template: string, from: number): number {
  for (let at = from; at < template.length - 1; at++) {
    if (template[at] === '\\') at++;
    else if (template[at] === '$' && template[at + 1] === '{') return at + 2;
  }
  return -1;
}
