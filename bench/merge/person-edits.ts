import { parse } from '../../src/merge/typescript/parse.ts';
import { oneOf } from './random.ts';

/** A service's files by path. */
export type Files = Map<string, string>;

/** An edit that was made: where, and the words that stand nowhere else. */
export interface Made {
  readonly kind: string;
  readonly path: string;
  readonly words: readonly string[];
}

interface Kind {
  readonly name: string;
  readonly paths: RegExp;
  /** The text after the edit; undefined where it does not apply. `word` stands nowhere else. */
  readonly edit: (text: string, word: string, random: () => number) => string | undefined;
}

const TYPESCRIPT = /^src\/.*\.ts$/;

/** Puts text in at an offset. */
const put = (text: string, at: number, more: string) => text.slice(0, at) + more + text.slice(at);

/** Does something at one of the places where a pattern matches. */
function at(
  text: string,
  pattern: RegExp,
  random: () => number,
  edit: (match: RegExpExecArray) => string,
): string | undefined {
  const match = oneOf([...text.matchAll(pattern)], random);
  return match && edit(match);
}

const IMPORTS_END = /(?:^import [^;]*;\n)+/m;

/** A top-level declaration with its comment, as the formatter lays it out. */
const DECLARATION =
  /^(?:\/\*\*(?:[^*]|\*(?!\/))*\*\/\n)?(?:export )?(?:async )?(?:function|interface|const) [^\n]*\n(?:(?:[ )}\]][^\n]*)?\n)*?^[)}\]][^\n]*\n/gm;

/** The kinds of edits that persons make to generated services. */
export const kinds: readonly Kind[] = [
  {
    name: 'edit a line in a function',
    paths: TYPESCRIPT,
    edit: (text, word, random) =>
      at(text, /^ {2,}(?:const \w+ = |await )[^\n;]*\);\n/gm, random, ({ index, 0: line }) =>
        put(text, index + line.length - 3, `/* ${word} */`),
      ),
  },
  {
    name: 'add a statement to a function',
    paths: TYPESCRIPT,
    edit: (text, word, random) =>
      at(text, /^( {2,})[^\n]*;\n(?=\1\S)/gm, random, ({ index, 0: line, 1: indent }) =>
        put(text, index + line.length, `${indent}process.emit('warning', new Error('${word}'));\n`),
      ),
  },
  {
    name: 'add a function',
    paths: TYPESCRIPT,
    edit: (text, word) =>
      `${text}\nexport function ${word}(value: number): number {\n  return value + 1;\n}\n`,
  },
  {
    name: 'add a function in the middle',
    paths: TYPESCRIPT,
    edit: (text, word, random) =>
      at(text, DECLARATION, random, ({ index }) =>
        put(
          text,
          index,
          `/** Says ${word}. */\nexport const ${word} = (): string => '${word}';\n\n`,
        ),
      ),
  },
  {
    name: 'add an import and use it',
    paths: TYPESCRIPT,
    edit: (text, word) => {
      const imports = IMPORTS_END.exec(text);
      if (imports === null) return undefined;
      const end = imports.index + imports[0].length;
      return `${put(text, end, `import { randomUUID as ${word} } from 'node:crypto';\n`)}\nexport const ${word}Value: string = ${word}();\n`;
    },
  },
  {
    name: 'import one more name and use it',
    paths: /^src\/resources\/.*routes\.ts$/,
    edit: (text, word, random) =>
      at(
        text,
        / \} from '\.\.\/\.\.\/http\/problem\.ts';\n/g,
        random,
        ({ index }) =>
          `${put(text, index, `, Problem as ${word}`)}\nexport const ${word}Made: unknown = ${word};\n`,
      ),
  },
  {
    name: 'use what the generator imports',
    paths: /^src\/resources\/.*routes\.ts$/,
    edit: (text, word, random) =>
      at(
        text,
        /^ {2}(find\w+|insert\w+|update\w+|delete\w+),?\n/gm,
        random,
        ({ 1: name }) => `${text}\nexport const ${word}: unknown = ${name};\n`,
      ),
  },
  {
    name: 'add a route',
    paths: /^src\/resources\/.*routes\.ts$/,
    edit: (text, word, random) =>
      at(
        text,
        /^ {2}\);\n(?=\n {2}app\.|\};)|^ {2}\}\);\n(?=\n {2}app\.|\};)/gm,
        random,
        ({ index, 0: end }) =>
          put(text, index + end.length, `\n  app.get('/${word}', async () => ({ ok: true }));\n`),
      ),
  },
  {
    name: 'add middleware',
    paths: /^src\/app\.ts$/,
    edit: (text, word, random) =>
      at(text, /^ {2}(?:app\.|register)[^\n]*;\n/gm, random, ({ index, 0: line }) =>
        put(
          text,
          index + line.length,
          `  app.addHook('onRequest', async (request) => request.log.info('${word}'));\n`,
        ),
      ),
  },
  {
    name: 'add a field to an interface',
    paths: TYPESCRIPT,
    edit: (text, word, random) =>
      at(
        text,
        /^(?:export )?interface \w+ \{\n(?: {2}[^\n]*\n)*?(?=\}|  )/gm,
        random,
        ({ index, 0: start }) => put(text, index + start.length, `  ${word}?: string;\n`),
      ),
  },
  {
    name: 'rename a local',
    paths: TYPESCRIPT,
    edit: (text, word, random) =>
      at(text, /^ {2,}const (\w+) = [^\n]*\n/gm, random, ({ index, 1: name }) => {
        const end = /^(?! {2})[^\n]/m.exec(text.slice(index))?.index ?? text.length - index;
        const scope = text.slice(index, index + end);
        if (name === undefined || new RegExp(`[{,]\\s*${name}\\s*[,}]|\\b${name}:`).test(scope))
          return text;
        const renamed = scope.replaceAll(new RegExp(`(?<![.\\w'])${name}\\b(?!['\\w])`, 'g'), word);
        return text.slice(0, index) + renamed + text.slice(index + end);
      }),
  },
  {
    name: 'delete a test',
    paths: /^tests\/.*\.test\.ts$/,
    edit: (text, _word, random) =>
      at(
        text,
        /^ {2}test\('[^\n]*\n(?: {3,}[^\n]*\n|\n)*? {2}\}\);\n\n?/gm,
        random,
        ({ index, 0: whole }) => text.slice(0, index) + text.slice(index + whole.length),
      ),
  },
  {
    name: 'add a test',
    paths: /^tests\/.*\.test\.ts$/,
    edit: (text, word, random) =>
      at(text, /^ {2}test\('/gm, random, ({ index }) =>
        put(text, index, `  test('${word}', () => {\n    expect(1).toBe(1);\n  });\n\n`),
      ),
  },
  {
    name: 'move a declaration to the end',
    paths: TYPESCRIPT,
    edit: (text, _word, random) =>
      at(
        text,
        /^(?:\/\*\*[^\n]*\*\/\n)?(?:export )?(?:async )?function [^\n]*\n(?: [^\n]*\n|\n|\)[^\n]*\n)*?\}\n/gm,
        random,
        ({ index, 0: whole }) =>
          `${text.slice(0, index)}${text.slice(index + whole.length).replace(/^\n/, '')}\n${whole}`,
      ),
  },
  {
    name: 'add a comment',
    paths: /^(?:src|tests)\/.*\.ts$/,
    edit: (text, word, random) =>
      at(
        text,
        /^( *)(?=(?:export |const |await |app\.|return |if |test\(|interface ))/gm,
        random,
        ({ index, 1: indent }) => put(text, index, `${indent}// ${word}: see the handbook.\n`),
      ),
  },
  {
    name: 'add a script and a dependency',
    paths: /^package\.json$/,
    edit: (text, word) =>
      text
        .replace(
          /^( *)"scripts": \{\n/m,
          (start, indent: string) => `${start}${indent}  "${word}": "node ${word}.js",\n`,
        )
        .replace(
          /^( *)"dependencies": \{\n/m,
          (start, indent: string) => `${start}${indent}  "${word}-kit": "1.0.0",\n`,
        ),
  },
  {
    name: 'edit a file of another kind',
    paths: /^(?:README\.md|Dockerfile|compose\.yaml|\.env\.example)$/,
    edit: (text, word, random) =>
      at(text, /^[^\n]+\n/gm, random, ({ index, 0: line }) =>
        put(text, index + line.length, `# ${word}\n`),
      ),
  },
];

/** Whether a file is free of syntax errors, where that can be told. */
export const isWhole = (path: string, text: string): boolean =>
  !/\.(?:ts|json)$/.test(path) || parse(path, text) !== undefined;

/** Makes one edit of a random kind to a random file; the files change in place. */
export function editOnce(files: Files, word: string, random: () => number): Made | undefined {
  const kind = oneOf(kinds, random);
  if (kind === undefined) return undefined;
  const path = oneOf([...files.keys()].filter((name) => kind.paths.test(name)).sort(), random);
  const before = path === undefined ? undefined : files.get(path);
  if (path === undefined || before === undefined) return undefined;
  const after = kind.edit(before, word, random);
  if (after === undefined || after === before || !isWhole(path, after)) return undefined;
  files.set(path, after);
  const words = [...new Set(after.match(/\w+/g))].filter((one) => one.includes(word));
  return { kind: kind.name, path, words };
}
