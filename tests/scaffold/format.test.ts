import { check, format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { FormatError } from '../../src/scaffold/format-error.ts';
import { prettierStyle } from '../../src/scaffold/format-text.ts';
import { formatFiles } from '../../src/scaffold/format.ts';
import type { SourceFile } from '../../src/scaffold/source-file.ts';

/** As ragged as rendered templates are; each in the parser's own corner of the language. */
const ragged: readonly SourceFile[] = [
  {
    path: 'src/types.ts',
    text: `import {type A,b} from "./a.ts"
import data from "./data.json" with {type:"json"}
export type U = | "one" | {readonly [K in keyof A as \`x\${string&K}\`]?: A[K]} | (new (...a:number[])=>b) | "a long enough member to wrap the line"
export interface I<out T extends object={}> extends A { get x():T; readonly [k:string]: unknown; m?<const Q>(this:I<T>, q:Q):asserts q is Q&string }
export abstract class C<T> extends (Object as unknown as {new():object}) implements I<T> { static #n=1; declare y:T; constructor(private readonly z=1){super()} static {this.#n++} accessor w = 2; get x():T{return this.y!} async *g(){ yield* [1,2] } m():void{} }
export enum E { A="a", B=1<<2 }
declare module "x" { const q:unique symbol }
export function f(x:string):string; export function f(x:unknown){ return x satisfies unknown as string }
let v = data?.["a-b"]??(await import("./a.ts")).default; label: for(const [k,{l=1,...m}] of []) { if(k) continue label; else { debugger } }
export const longCall = app.get<{Querystring: {limit:number;offset:number}}>("/things",{schema:{querystring:{type:'object'}}},async({query:{limit,offset,...filter}})=>list(database,filter,{limit,offset}))
/** Doc
 * comment. */
export const t = tag\`a\${ 1+1 }b\`, r=/[/]\\/(?<n>x)/v, n=1_000n, s='it\\'s "both"' , o={'a':1,b(){},get c(){return 1},[\`d\`]:2, 'e-f':3}
`,
  },
  {
    path: 'src/chain.ts',
    text: `export const f=async()=>{
  const { status, body } = await database.transaction().execute((transaction)=>loginUser(transaction, {username: request.query.username,password: request.query.password}));
}
`,
  },
  { path: 'package.json', text: '{"name":"a","files":["x","y"],"scripts":{}}' },
  { path: 'tsconfig.json', text: '{"include":["src","tests"] /* all */}' },
  { path: 'openapi.json', text: '{"a":[1,2,3],"b":{"c":{}},"d":["x"]}' },
  {
    path: 'README.md',
    text: '# A\n* x\n* y\n\n|a|b|\n|-|-|\n|1|2|\n```ts\nconst a="1"\n```\n```json\n{"a":1}\n```\n',
  },
  { path: 'compose.yaml', text: 'a:   "x"\nb:\n    - 1\n    -   c:  2\n' },
];

describe('formatFiles', () => {
  test("writes what the user's own prettier, with its own parsers, accepts", async () => {
    const formatted = await formatFiles(ragged);
    expect(formatted.map(({ path }) => path)).toEqual(ragged.map(({ path }) => path));
    for (const [index, { path, text }] of formatted.entries()) {
      expect(text, path).not.toBe(ragged[index]?.text);
      expect(await check(text, { ...prettierStyle, filepath: path }), path).toBe(true);
    }
  });

  test("has the project's own style", async () => {
    expect(await resolveConfig(import.meta.filename)).toEqual(prettierStyle);
  });

  test('leaves other files alone', async () => {
    const files = [
      { path: 'Dockerfile', text: 'FROM  x' },
      { path: '.env.example', text: 'A = 1' },
      { path: 'migrations/sqlite/0001_initial.sql', text: 'select  1' },
    ];
    expect(await formatFiles(files)).toEqual(files);
  });

  test('many files keep their order', async () => {
    const files = Array.from({ length: 300 }, (_, n) => ({
      path: `src/f${n}.ts`,
      text: `export const a${n}=[\n${'  "x",\n'.repeat(n % 20)}]\n`,
    }));
    const formatted = await formatFiles(files);
    expect(formatted.map(({ path }) => path)).toEqual(files.map(({ path }) => path));
    expect(formatted[299]?.text).toBe(`export const a299 = [\n${"  'x',\n".repeat(19)}];\n`);
  });

  test.each([
    'export type A = { readonly [Name in keyof Stored as NonNullable<Stored[Name]> extends Scalar ? Name : never]?: Condition<Stored[Name]> | undefined };',
    "export type B = 'the first of three long words' | 'the second of three long words' | 'the third of three long words';",
    'export const f = (given: SomeLongNamedRequest<Parameters> | AnotherLongNamedRequest<Parameters> | undefined): void => undefined;',
  ])('a union is broken where Prettier breaks it: %s', async (text) => {
    const plugins = [await import('@prettier/plugin-oxc')];
    const [file] = await formatFiles([{ path: 'src/a.ts', text }]);
    expect(file?.text).toBe(await format(text, { ...prettierStyle, parser: 'oxc-ts', plugins }));
  });

  test('asks the cache first, and tells it what is new', async () => {
    const cache = new Map<string, string>();
    const first = await formatFiles(ragged, { cache });
    expect(cache.size).toBe(ragged.length);
    const texts = [...cache.keys()].map((key) => [key, 'remembered'] as const);
    const second = await formatFiles(ragged, { cache: new Map(texts) });
    expect(second.map(({ text }) => text)).toEqual(first.map(() => 'remembered'));
  });

  test('what does not parse is not remembered', async () => {
    const cache = new Map<string, string>();
    const broken = { path: 'src/a.ts', text: 'let a = ;' };
    for (const _run of [1, 2])
      await expect(formatFiles([broken], { cache })).rejects.toThrow('src/a.ts');
    expect(cache.size).toBe(0);
  });

  test.each([
    ['src/a.ts', 'const a = 1;\nconst = 2;\n', 2, 7],
    ['a.json', '{"a":}', 1, 6],
    ['package.json', '{,}', 1, 2],
    ['a.yaml', 'a: [1', 1, 6],
  ])('names the place in %s that does not parse', async (path, text, line, column) => {
    const good = { path: 'src/good.ts', text: 'let a=1' };
    const error: unknown = await formatFiles([good, { path, text }]).catch(
      (reason: unknown) => reason,
    );
    if (!(error instanceof FormatError)) throw error;
    expect(error.message).toContain(path);
    expect(error.failures).toEqual([{ path, message: expect.any(String), line, column }]);
    expect(error.files).toEqual([
      { path: 'src/good.ts', text: 'let a = 1;\n' },
      { path, text },
    ]);
  });

  test('reports broken files, each by its own path', async () => {
    const broken = 'let a = ;\n'.repeat(1500);
    const files = ['src/a/x.ts', 'src/b/x.ts'].map((path) => ({ path, text: broken }));
    await expect(
      formatFiles([...files, { path: 'y.ts', text: `\n${broken}` }]),
    ).rejects.toMatchObject({
      failures: [{ path: 'src/a/x.ts' }, { path: 'src/b/x.ts' }, { path: 'y.ts' }],
    });
  });
});
