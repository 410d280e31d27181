import { describe, expect, test } from 'vitest';
import { mergeFile } from '../../src/merge/merge-file.ts';

describe('JSON', () => {
  const merge = (base: string, ours: string, theirs: string) =>
    mergeFile({ path: 'package.json', base, ours, theirs });
  const print = (value: unknown, indent: string | number = 2) =>
    `${JSON.stringify(value, null, indent)}\n`;

  test("merges by key, and keeps a person's own keys in their order", async () => {
    const base = print({ name: 'shop', scripts: { start: 'node a' }, dependencies: { pg: '1' } });
    const ours = print({
      private: true,
      name: 'shop',
      scripts: { mine: 'x', start: 'node a' },
      dependencies: { pg: '1', zod: '4' },
    });
    const theirs = print({
      name: 'shop',
      scripts: { start: 'node b', test: 'vitest' },
      dependencies: { kysely: '1', pg: '2' },
    });
    const { text, conflicts } = await merge(base, ours, theirs);
    expect(conflicts).toEqual([]);
    expect(text).toBe(
      print({
        private: true,
        name: 'shop',
        scripts: { mine: 'x', start: 'node b', test: 'vitest' },
        dependencies: { kysely: '1', pg: '2', zod: '4' },
      }),
    );
  });

  test('keeps the indent of the file on disk', async () => {
    const [base, theirs] = [{ a: { b: 1 } }, { a: { b: 2 }, c: { d: 3 } }];
    const { text } = await merge(print(base), print({ ...base, own: {} }, '\t'), print(theirs));
    expect(text).toBe(print({ a: { b: 2 }, own: {}, c: { d: 3 } }, '\t'));
  });

  test('arrays of scalars are sets in order', async () => {
    const { text, conflicts } = await merge(
      print({ files: ['a', 'b'] }),
      print({ files: ['mine', 'a', 'b'] }),
      print({ files: ['a', 'now'] }),
    );
    expect({ text, conflicts }).toEqual({
      text: print({ files: ['mine', 'a', 'now'] }),
      conflicts: [],
    });
  });

  test('one value changed by both is a conflict', async () => {
    const { text, conflicts } = await merge(print({ a: 1 }), print({ a: 2 }), print({ a: 3 }));
    expect(conflicts).toEqual([{ line: 2, column: 1, name: 'a' }]);
    expect(text).toBe(
      '{\n<<<<<<< yours\n  "a": 2\n||||||| generated before\n  "a": 1\n=======\n  "a": 3\n>>>>>>> generated now\n}\n',
    );
  });

  test('a key that is last on one side only gets its comma', async () => {
    const { text } = await merge(
      print({ a: 1, b: 2 }),
      print({ a: 1 }),
      print({ a: 5, b: 2, c: 3 }),
    );
    expect(JSON.parse(text)).toEqual({ a: 5, c: 3 });
  });
});

describe('other files', () => {
  const merge = (base: string, ours: string, theirs: string) =>
    mergeFile({ path: 'README.md', base, ours, theirs });

  test('merge by line', async () => {
    const { text } = await merge('a\nb\nc\n', 'mine\nb\nc\n', 'a\nb\nnow\n');
    expect(text).toBe('mine\nb\nnow\n');
  });

  test('a line put beside a change is no conflict, two put into one place are', async () => {
    const { text } = await merge('a\nb\n', 'a\nb\nmine\n', 'a\nnow\n');
    expect(text).toBe('a\nnow\nmine\n');
    const both = await merge('a\nb\n', 'a\nmine\nb\n', 'a\nnow\nb\n');
    expect(both.conflicts).toEqual([{ line: 2, column: 1 }]);
  });

  test('rows of a table that were only padded anew are no change', async () => {
    const base = '| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n';
    const ours = base.replace('| 1 | 2 |\n', '| 1 | mine |\n');
    const theirs = '| a   | b   |\n| --- | --- |\n| 1   | 2   |\n| 3   | 4   |\n| now | 6   |\n';
    const { text, conflicts } = await merge(base, ours, theirs);
    expect(conflicts).toEqual([]);
    expect(text).toContain('mine');
    expect(text).toContain('now');
  });

  test('the sides have the names that they are given', async () => {
    const input = { path: 'a.md', base: 'a\n', ours: 'b\n', theirs: 'c\n' };
    const { text } = await mergeFile({ ...input, oursName: 'disk', theirsName: 'v2' });
    expect(text).toBe('<<<<<<< disk\nb\n||||||| generated before\na\n=======\nc\n>>>>>>> v2\n');
  });
});

describe('the form of the file on disk', () => {
  test.each([
    ['README.md', 'a\nb\n', 'a\nb\nmine\n', 'now\nb\n', 'now\nb\nmine\n'],
    ['a.ts', 'a();\nb();\n', 'a();\nb();\nmine();\n', 'now();\nb();\n', 'now();\nb();\nmine();\n'],
  ])('%s keeps line ends and byte-order mark', async (path, base, ours, theirs, merged) => {
    const stored = (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    const { text } = await mergeFile({ path, base, ours: stored(ours), theirs });
    expect(text).toBe(stored(merged));
  });

  test('a last line without an end keeps none', async () => {
    const input = {
      path: 'a.ts',
      base: 'a();\nb();\n',
      ours: 'a();\nb();',
      theirs: 'now();\nb();\n',
    };
    expect((await mergeFile(input)).text).toBe('now();\nb();');
  });
});
