import { expect, test } from 'vitest';
import { dropUnusedImports } from '../../src/scaffold/unused-imports.ts';

const used = (code: string): string =>
  dropUnusedImports({ path: 'a.ts', text: `import { one, two } from './b.ts';\n${code}\n` }).text;

test.each([
  ['a call', 'one(two);', '{ one, two }'],
  ['a text', "one('two');", '{ one }'],
  ['a comment', 'one(); // two', '{ one }'],
  ['a member', 'one().two;', '{ one }'],
  ['what is spread', 'one(...two);', '{ one, two }'],
  ['the text of a template', 'one(`/two`);', '{ one }'],
  ['the value of a template', 'one(`/${two}/3`);', '{ one, two }'],
  ['a value with braces and quotes', "one(`${[{ a: '}' }, two]} two`);", '{ one, two }'],
  ['text between two values', 'one(`${1} two ${2}`);', '{ one }'],
  ['a template in a value', 'one(`a${`b${1}` + two}c`);', '{ one, two }'],
  ['what is escaped', 'one(`\\${two}`);', '{ one }'],
])('an import is kept for what is used: %s', (_what, code, names) => {
  expect(used(code)).toBe(`import ${names} from './b.ts';\n${code}\n`);
});
