import { execFileSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { parsers } from 'prettier/plugins/markdown';
import { ts } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { JsonValue } from '../../src/model/types.ts';
import * as encode from '../../src/scaffold/encode.ts';

/** Apart, because vitest obeys these words wherever they stand in a test file. */
const AT = '@';

/** Pieces that end strings, comments, lines and templates somewhere, among ordinary text. */
const PIECES = [
  "'",
  '"',
  '`',
  '\\',
  '${',
  '}',
  '*/',
  '/*',
  '//',
  '\n',
  '\r',
  '\u2028',
  '\u2029',
  '\0',
  '\t',
  '<script>',
  '-->',
  '__proto__',
  '\ud800',
  '\udc00',
  '😀',
  '\u202e',
  '\u200b',
  '\udb40\udc41',
  ';',
  '--',
  '#',
  '$(x)',
  '&lt;',
  '|',
  '[a](b)',
  '{{',
  '}}',
  '%',
  '@ts-ignore',
  `${AT}vitest-environment jsdom`,
  `//# sourceMappingURL${'='}x`,
  'eslint-disable',
  '1',
  'a b',
];
const hostile = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 4 })), {
      maxLength: 8,
    })
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);

function parse(source: string): ts.SourceFile {
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true);
  const { diagnostics = [] } = ts.transpileModule(source, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.Latest },
  });
  expect(
    diagnostics.map(({ messageText }) => messageText),
    source,
  ).toEqual([]);
  return file;
}

/** The initialiser of the only statement `const x = …;`. */
function initialiser(source: string): ts.Expression {
  const { statements } = parse(`const x = ${source};`);
  const [only] = statements;
  expect(statements).toHaveLength(1);
  if (!only || !ts.isVariableStatement(only)) throw new Error('not a variable');
  const value = only.declarationList.declarations[0]?.initializer;
  if (!value) throw new Error('no value');
  return value;
}

function valueOf(node: ts.Expression): unknown {
  if (ts.isStringLiteral(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node)) return -Number(valueOf(node.operand));
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (node.kind === ts.SyntaxKind.NullKeyword) return null;
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(valueOf);
  if (!ts.isObjectLiteralExpression(node)) throw new Error(ts.SyntaxKind[node.kind]);
  return Object.fromEntries(
    node.properties.map((member) => {
      if (!ts.isPropertyAssignment(member)) throw new Error('not a plain member');
      const { name } = member;
      if (ts.isComputedPropertyName(name))
        return [valueOf(name.expression), valueOf(member.initializer)];
      // A plain `__proto__: …` would set the prototype.
      expect(name.getText()).not.toMatch(/^["']?__proto__["']?$/);
      return [
        ts.isStringLiteral(name) || ts.isIdentifier(name) ? name.text : '',
        valueOf(member.initializer),
      ];
    }),
  );
}

const wellFormed = (text: string): string => text.toWellFormed();

describe('TypeScript', () => {
  test('a string literal means the same text and ends where it ends', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const node = initialiser(encode.stringLiteral(text));
        expect(ts.isStringLiteral(node) && node.text).toBe(text);
        expect(encode.stringLiteral(text)).not.toMatch(/@(?:vitest)-environment|sourceMappingURL=/);
      }),
    );
  });

  test('a template literal means the same text and interpolates nothing', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const node = initialiser(`\`${encode.templateText(text)}\``);
        expect(ts.isNoSubstitutionTemplateLiteral(node) && node.text).toBe(text);
      }),
    );
  });

  test('a template literal may go on with an interpolation of ours', () => {
    const node = initialiser(`\`${encode.templateText('costs $')}\${1}\``);
    expect(ts.isTemplateExpression(node) && node.head.text).toBe('costs $');
  });

  test('a JSON value as an expression means the same value', () => {
    const names = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'a-b', '1'), hostile);
    const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        hostile,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc
          .uniqueArray(fc.tuple(names, tie('value')), { maxLength: 3, selector: ([name]) => name })
          .map((entries) => Object.fromEntries(entries)),
      ),
    }));
    fc.assert(
      fc.property(value, (json) => {
        expect(isDeepStrictEqual(valueOf(initialiser(encode.literal(json))), json)).toBe(true);
      }),
    );
  });

  test('a property name names the same member, in objects and in types', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        expect(valueOf(initialiser(`{ ${encode.propertyName(name)}: 1 }`))).toStrictEqual(
          Object.fromEntries([[name, 1]]),
        );
        const [declared] = parse(
          `interface X { ${encode.typePropertyName(name)}?: string }`,
        ).statements;
        const member =
          declared && ts.isInterfaceDeclaration(declared) ? declared.members[0] : undefined;
        expect(
          member?.name &&
            (ts.isStringLiteral(member.name) || ts.isIdentifier(member.name)) &&
            member.name.text,
        ).toBe(name);
      }),
    );
  });

  test.each(['//', '/**'])('text in a %s comment stays in it and instructs no tool', (open) => {
    fc.assert(
      fc.property(hostile, (text) => {
        const comment = encode.commentText(text);
        const { statements } = parse(
          open === '//' ? `// ${comment}\nkept;` : `/** ${comment} */\nkept;`,
        );
        expect(statements.map((statement) => statement.getText())).toEqual(['kept;']);
        expect(comment).not.toMatch(
          /@ts-|@vitest|sourceMappingURL=|eslint-disable|[\r\n\u2028\u2029]/,
        );
      }),
    );
  });

  test.each(['', 'a b', '1a', 'a;b', 'naïve', '{', "'"])(
    '%j is refused as an identifier',
    (text) => {
      expect(() => encode.identifier(text)).toThrow(TypeError);
    },
  );
});

describe('data formats', () => {
  test('JSON is the same value, in ASCII-safe lines', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(JSON.parse(encode.json({ text }))).toEqual({ text });
        expect(encode.json(text)).not.toMatch(/[\u2028\u2029\u202e\n]/);
      }),
    );
  });

  test('a YAML string is the same text to both readers, and ends where it ends', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const source = `text: ${encode.yamlString(text)}\nnext: 1\n`;
        expect(parseYaml(source)).toEqual({ text, next: 1 });
        expect(load(source)).toEqual({ text, next: 1 });
      }),
    );
  });

  test('a shell word is one word and runs nothing', () => {
    fc.assert(
      fc.property(fc.array(hostile.map(wellFormed), { minLength: 20, maxLength: 40 }), (texts) => {
        const words = texts.map(encode.shellWord).join(' ');
        const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${words}`], { encoding: 'utf8' });
        expect(printed.split('\0').slice(0, -1)).toEqual(
          texts.map((text) => text.replaceAll('\0', '')),
        );
      }),
      { numRuns: 10 },
    );
  });

  test.each(['', '.', '..', 'a/b', 'a\\b', '../x', 'a\0', '.hidden', '😀', 'a..b'])(
    '%j is refused as a path segment',
    (text) => {
      expect(() => encode.pathSegment(text)).toThrow(TypeError);
    },
  );
});

interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly MarkdownNode[];
}

const isMarkdownNode = (value: unknown): value is MarkdownNode =>
  typeof value === 'object' && value !== null && 'type' in value;

/** The text of a document that is one paragraph of plain text. */
function plainText(source: string): string {
  const root: unknown = parsers.markdown.parse(source, {
    ...({} as Parameters<typeof parsers.markdown.parse>[1]),
  });
  if (!isMarkdownNode(root) || root.children?.length !== 1)
    throw new Error(`not one block: ${source}`);
  const [block] = root.children;
  const texts = block?.children ?? [];
  expect([block?.type, ...new Set(texts.map(({ type }) => type))], source).toEqual([
    'paragraph',
    'text',
  ]);
  return texts.map(({ value }) => value).join('');
}

describe('markup', () => {
  const oneLine = (text: string) => encode.visibleText(text).replace(/\s+/g, ' ').trim();

  test('Markdown text is a paragraph of the same plain text, nothing else', () => {
    const extra = fc.constantFrom(
      '- a',
      '1. b',
      '+ c',
      '= d',
      '---',
      '# e',
      '> f',
      'http://x.y',
      'www.x.y',
      'a@b.c',
      '&amp;',
      '~~g~~',
      '![h](i)',
      ': j',
    );
    fc.assert(
      fc.property(
        fc
          .oneof(
            hostile,
            fc.tuple(extra, hostile).map((parts) => parts.join(' ')),
          )
          .map(oneLine)
          .filter(Boolean),
        (text) => {
          expect(plainText(encode.markdownText(text))).toBe(text);
        },
      ),
    );
  });

  test('Markdown code is one code span on one line', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(encode.markdownCode(text)).not.toMatch(/[`|\r\n\u2028]/);
      }),
    );
  });

  test('HTML text keeps its characters and opens no tag, entity or attribute', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = encode.htmlText(text);
        expect(html).not.toMatch(/[<>"'`]|&(?!#\d+;)/);
        expect(
          html.replace(/&#(\d+);/g, (_all, unit: string) => String.fromCharCode(Number(unit))),
        ).toBe(encode.visibleText(text));
      }),
    );
  });
});
