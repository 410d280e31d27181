import { describe, expect, test } from 'vitest';
import { mergeFile } from '../../src/merge/merge-file.ts';

const merge = (base: string, ours: string, theirs: string) =>
  mergeFile({ path: 'src/app.ts', base, ours, theirs });

const clean = async (base: string, ours: string, theirs: string) => {
  const { text, conflicts } = await merge(base, ours, theirs);
  expect(conflicts, text).toEqual([]);
  return text;
};

describe('imports', () => {
  test('two sides extending one import unite', async () => {
    const base = "import { a } from './m.ts';\n";
    const ours = "import { a, mine } from './m.ts';\n";
    const theirs = "import { a, now } from './m.ts';\n";
    expect(await clean(base, ours, theirs)).toBe("import { a, mine, now } from './m.ts';\n");
  });

  test('two sides that import the same module for the first time unite', async () => {
    const base = 'a();\n';
    const ours = "import { mine } from './m.ts';\na();\n";
    const theirs = "import { now } from './m.ts';\na();\n";
    expect(await clean(base, ours, theirs)).toBe("import { mine, now } from './m.ts';\na();\n");
  });

  test('an import takes the layout of the side that broke its line', async () => {
    const base = "import { a } from './m.ts';\n";
    const ours = "import { a, mine } from './m.ts';\n";
    const theirs = "import {\n  a,\n  now,\n} from './m.ts';\n";
    expect(await clean(base, ours, theirs)).toBe(
      "import {\n  a,\n  mine,\n  now,\n} from './m.ts';\n",
    );
  });

  test("an import that is generated no more stays while a person's code uses it", async () => {
    const base = "import { a, z } from './m.ts';\n\na();\nz();\n";
    const ours = `${base}\nexport const mine = () => z();\n`;
    const theirs = "import { a } from './m.ts';\n\na();\n";
    expect(await clean(base, ours, theirs)).toBe(
      "import { a, z } from './m.ts';\n\na();\n\nexport const mine = () => z();\n",
    );
  });

  test('and the person is told, since what it names may be gone', async () => {
    const base = "import { a, z } from './m.ts';\n\na();\nz();\n";
    const ours = `${base}\nexport const mine = () => z();\n`;
    const { notes } = await merge(base, ours, "import { a } from './m.ts';\n\na();\n");
    expect(notes).toEqual([
      {
        message: 'What is generated needs z no more, but your code uses it. Its import is kept.',
        line: 1,
      },
    ]);
  });

  test('so does a whole import statement', async () => {
    const base = "import { z } from './z.ts';\n\nz(1);\n";
    const ours = `${base}\nexport const mine = () => z();\n`;
    expect(await clean(base, ours, 'export {};\n')).toContain("import { z } from './z.ts';\n");
  });

  test('an import that moved to another module is not kept twice', async () => {
    const base = "import { z } from './old.ts';\n\nz(1);\n";
    const ours = `${base}\nexport const mine = () => z();\n`;
    const theirs = base.replace('old', 'new');
    const text = await clean(base, ours, theirs);
    expect(text.match(/import/g)).toHaveLength(1);
    expect(text).toContain('new.ts');
  });

  test('an import that a person dropped stays dropped, unless new text uses it', async () => {
    const base = "import { a, z } from './m.ts';\n\na();\nz(1);\n";
    const ours = "import { a } from './m.ts';\n\na();\n";
    expect(await clean(base, ours, base.replace('a();', 'a(2);'))).toBe(
      ours.replace('a();', 'a(2);'),
    );
    const used = `${base}\nexport const now = () => z();\n`;
    expect(await clean(base, ours, used)).toContain('import { a, z }');
  });

  test('an import that only a deleted function needed does not come', async () => {
    const base = "import { a } from './a.ts';\n\na();\n\nexport function f() {\n  return 1;\n}\n";
    const ours = "import { a } from './a.ts';\n\na();\n";
    const theirs = `import { now } from './now.ts';\n${base.replace('return 1', 'return now')}`;
    const { text, notes } = await merge(base, ours, theirs);
    expect(text).toBe(ours);
    expect(notes.map(({ message }) => message)).toEqual([
      'f was deleted by hand and stays deleted, though it is generated differently now.',
    ]);
  });
});

describe('declarations', () => {
  const f = '/** Says f. */\nexport function f() {\n  return 1;\n}\n';
  const g = 'export function g() {\n  return 2;\n}\n';

  test('each side changes its own', async () => {
    const text = await clean(
      `${f}\n${g}`,
      `${f.replace('1', 'mine')}\n${g}`,
      `${f}\n${g.replace('2', 'now')}`,
    );
    expect(text).toBe(`${f.replace('1', 'mine')}\n${g.replace('2', 'now')}`);
  });

  test('a function that a person edited is for them to decide when it is generated no more', async () => {
    const mine = f.replace('1', 'mine');
    const { text, conflicts } = await merge(`${f}\n${g}`, `${mine}\n${g}`, g);
    expect(text).toBe(
      `<<<<<<< yours\n${mine}||||||| generated before\n${f}=======\n>>>>>>> generated now\n\n${g}`,
    );
    expect(conflicts).toEqual([{ line: 1, column: 1, name: 'f' }]);
  });

  test('so is a route, and a test', async () => {
    const route = "  app.get('/a', async () => {\n    return 1;\n  });\n";
    const routes = (inner: string) => `function routes(app: App) {\n${inner}}\n`;
    const other = "  app.get('/b', two);\n";
    const { conflicts } = await merge(
      routes(`${route}\n${other}`),
      routes(`${route.replace('1', 'mine')}\n${other}`),
      routes(other),
    );
    expect(conflicts).toEqual([{ line: 2, column: 1, name: "app.get('/a')" }]);
  });

  test('so is a method', async () => {
    const of = (method: string) => `class C {\n${method}  b() {\n    return 2;\n  }\n}\n`;
    const a = '  a() {\n    return 1;\n  }\n\n';
    const { conflicts } = await merge(of(a), of(a.replace('1', 'mine')), of(''));
    expect(conflicts).toMatchObject([{ line: 2, name: 'a' }]);
  });

  test('once they have decided to keep it, it is theirs', async () => {
    const mine = f.replace('1', 'mine');
    const now = g.replace('2', 'now');
    expect(await clean(g, `${mine}\n${g}`, now)).toBe(`${mine}\n${now}`);
  });

  test('anything else that a person edited stays when it is generated no more, with a note', async () => {
    const a = '/** Says a. */\nexport interface A {\n  one: 1;\n}\n';
    const mine = a.replace('1', 'mine');
    const { text, conflicts, notes } = await merge(`${a}\n${g}`, `${mine}\n${g}`, g);
    expect({ text, conflicts }).toEqual({ text: `${mine}\n${g}`, conflicts: [] });
    expect(notes).toEqual([
      { message: 'A is no longer generated, and you have edited it. It is kept.', line: 2 },
    ]);
  });

  test('what nobody edited goes when it is generated no more', async () => {
    expect(await clean(`${f}\n${g}`, `${f}\n${g.replace('2', 'mine')}`, g)).toBe(
      `\n${g.replace('2', 'mine')}`.trimStart(),
    );
  });

  test('what a person deleted stays deleted', async () => {
    const { text, notes } = await merge(`${g}\n${f}`, g, `${g.replace('2', 'now')}\n${f}`);
    expect({ text, notes }).toEqual({ text: g.replace('2', 'now'), notes: [] });
  });

  test('both added one name: the same text stands once, another is a conflict', async () => {
    expect(await clean(f, `${f}\n${g}`, `${f}\n${g}`)).toBe(`${f}\n${g}`);
    const { text, conflicts } = await merge(f, `${f}\n${g}`, `${f}\n${g.replace('2', 'now')}`);
    expect(conflicts).toEqual([{ line: 6, column: 1, name: 'g' }]);
    expect(text).toBe(
      `${f}\n<<<<<<< yours\n${g}||||||| generated before\n=======\n${g.replace('2', 'now')}>>>>>>> generated now\n`,
    );
  });

  test("the order is the person's, and what is new follows what it follows when generated", async () => {
    const h = 'export const h = 3;\n';
    const now = 'export const now = 4;\n';
    expect(await clean(`${f}\n${g}\n${h}`, `${h}\n${f}\n${g}`, `${f}\n${now}\n${g}\n${h}`)).toBe(
      `${h}\n${f}\n${now}\n${g}`,
    );
  });

  test('a comment goes with what follows it', async () => {
    const commented = `${f}\n// Mine: see the handbook.\n${g}`;
    const theirs = `${g.replace('2', 'now')}\n${f}`;
    expect(await clean(`${f}\n${g}`, commented, theirs)).toContain(
      '// Mine: see the handbook.\nexport function g() {\n  return now;\n',
    );
  });

  test('the header of a file stays at its top', async () => {
    const base = "// Header.\n\nimport { a } from './a.ts';\n\na();\n";
    const ours = base.replace('Header', 'Header of mine');
    const theirs = base
      .replace('import', "import { now } from './0.ts';\nimport")
      .replace('a()', 'a(now)');
    expect(await clean(base, ours, theirs)).toBe(theirs.replace('Header', 'Header of mine'));
  });
});

describe('members', () => {
  test('of interfaces, classes and objects merge one by one', async () => {
    const base =
      'interface I {\n  a: string;\n}\n\nclass C {\n  a() {}\n}\n\nconst o = { a: 1 };\n';
    const ours =
      'interface I {\n  a: string;\n  mine: 1;\n}\n\nclass C {\n  a() {}\n  mine() {}\n}\n\nconst o = { a: 1, mine: 2 };\n';
    const theirs =
      'interface I {\n  a: number;\n  now: 1;\n}\n\nclass C {\n  a() {}\n  now() {}\n}\n\nconst o = { a: 3, now: 4 };\n';
    expect(await clean(base, ours, theirs)).toBe(
      'interface I {\n  a: number;\n  mine: 1;\n  now: 1;\n}\n\nclass C {\n  a() {}\n  mine() {}\n  now() {}\n}\n\nconst o = { a: 3, mine: 2, now: 4 };\n',
    );
  });

  test('elements of arrays too, and both replacing one is a conflict', async () => {
    expect(
      await clean("const a = ['x'];\n", "const a = ['x', 'mine'];\n", "const a = ['x', 'now'];\n"),
    ).toBe("const a = ['x', 'mine', 'now'];\n");
    const { conflicts } = await merge(
      "const a = ['x'];\n",
      "const a = ['mine'];\n",
      "const a = ['now'];\n",
    );
    expect(conflicts).toHaveLength(1);
  });
});

describe('statements', () => {
  const app = [
    'export function build() {',
    '  const app = make();',
    '  registerJson(app);',
    '  registerContract(app);',
    '  return app;',
    '}',
    '',
  ].join('\n');

  test("a person's middleware and a generated guard at one place both stay", async () => {
    const ours = app.replace('  return', '  app.addHook("onRequest", mine);\n  return');
    const theirs = app.replace('  return', '  registerAuth(app, verifiers);\n  return');
    expect(await clean(app, ours, theirs)).toBe(
      app.replace(
        '  return',
        '  app.addHook("onRequest", mine);\n  registerAuth(app, verifiers);\n  return',
      ),
    );
  });

  test('a local that a person renamed merges with changes elsewhere in the function', async () => {
    const base = 'function f() {\n  const a = one();\n  two(a);\n  three();\n  return a;\n}\n';
    const ours = base.replaceAll(/\ba\b/g, 'mine');
    const theirs = base.replace('  three();\n', '  three(now);\n');
    expect(await clean(base, ours, theirs)).toBe(ours.replace('three()', 'three(now)'));
  });

  test('both changing one line is a conflict there, in the markers of git', async () => {
    const ours = app.replace('registerJson(app)', 'registerJson(app, mine)');
    const theirs = app.replace('registerJson(app)', 'registerJson(app, now)');
    const { text, conflicts } = await merge(app, ours, theirs);
    expect(conflicts).toEqual([{ line: 3, column: 1, name: 'registerJson(app)' }]);
    expect(text).toBe(
      app.replace(
        '  registerJson(app);\n',
        '<<<<<<< yours\n  registerJson(app, mine);\n||||||| generated before\n  registerJson(app);\n=======\n  registerJson(app, now);\n>>>>>>> generated now\n',
      ),
    );
  });

  test('tests and routes are known by their names', async () => {
    const one = "  test('one', () => {\n    expect(1).toBe(1);\n  });\n";
    const two = "  test('two', () => {\n    expect(2).toBe(2);\n  });\n";
    const suite = (...tests: string[]) => `describe('all', () => {\n${tests.join('\n')}});\n`;
    const ours = suite(two, one.replace('toBe(1)', 'toBe(mine)'));
    const theirs = suite(
      one.replace('expect(1)', 'expect(1)'),
      two.replace('expect(2)', 'expect(now)'),
    );
    expect(await clean(suite(one, two), ours, theirs)).toBe(
      suite(two.replace('expect(2)', 'expect(now)'), one.replace('toBe(1)', 'toBe(mine)')),
    );
  });

  test('a test that a person deleted stays deleted', async () => {
    const one = "  test('one', () => {\n    expect(1).toBe(1);\n  });\n";
    const two = "  test('two', () => {\n    expect(2).toBe(2);\n  });\n";
    const base = `describe('all', () => {\n${one}${two}});\n`;
    const { text, notes } = await merge(
      base,
      base.replace(one, ''),
      base.replace('expect(1)', 'expect(now)'),
    );
    expect(text).toBe(base.replace(one, ''));
    expect(notes).toHaveLength(1);
  });
});

describe('what cannot be trusted falls back to lines', () => {
  test('a file that does not parse', async () => {
    const base = 'const a = 1;\n\n\nconst b = 2;\n';
    const ours = base.replace('1', '(');
    expect(await clean(base, ours, base.replace('2', '3'))).toBe(ours.replace('2', '3'));
  });

  test('a name that both declare in different ways is a conflict, never twice', async () => {
    const base = "import { a } from './a.ts';\n\na();\n";
    const ours = `${base}\nfunction now() {}\n`;
    const theirs = `import { now } from './now.ts';\n${base.replace('a()', 'a(now)')}`;
    const { conflicts } = await merge(base, ours, theirs);
    expect(conflicts.length).toBeGreaterThan(0);
  });
});
