import { attacks } from './attack.ts';

const NO_END = { end: '' };

/** Attacks on what the text is, before it means anything. */
export const attacksOnText = [
  ...attacks(
    'SW4402',
    {
      'closes the function and declares another': `throw new Error('a'); }
export async function stolen() { throw new Error('b');`,
      'closes the function and runs at import': `throw new Error('a'); }
console.log('imported');
{`,
      'closes the function and exports': `throw new Error('a'); }
export const open = 1; {`,
      'closes with a brace after a comment': `throw new Error('a'); /* } */ } // {
{`,
      'declares a global outside': `throw new Error('a'); }
declare global { interface Array<T> { stolen: T } }
{`,
      'declares a namespace outside': `throw new Error('a'); }
namespace Stolen { export const a = 1 }
{`,
      'replaces another hole': `throw new Error('a'); }
export async function countRows() {`,
    },
    NO_END,
  ),
  ...attacks(
    'SW4401',
    {
      'leaves a comment open': `throw new Error('a'); /* `,
      'leaves a template open': 'throw new Error(`a',
      'leaves a text open': `throw new Error('a`,
      'leaves a brace open': `if (input) { throw new Error('a');`,
      'leaves a parenthesis open': `throw new Error('a'`,
      'is no TypeScript': `Sure! Here is the body:`,
      'has JSX': `const a = <div onClick="x">a</div>;`,
      'has a hashbang': `#!/usr/bin/env node`,
      'has a conflict marker': `<<<<<<< ours\nreturn 1;\n=======\nreturn 2;\n>>>>>>> theirs`,
    },
    NO_END,
  ),
  ...attacks('SW4403', {
    'reverses the direction of reading': `const isAdmin = false; /*\u202e } \u2066if (isAdmin)\u2069 \u2066 begin */`,
    'hides a space in a name': `const a\u200b = 1;`,
    'joins letters invisibly': `const ad\u200dmin = 1;`,
    'hides a space in a text': `const a = 'adm\u200bin';`,
    'ends a line invisibly in a comment': `// harmless \u2028 const a = 1;`,
    'begins with a byte-order mark': `\ufeffconst a = 1;`,
    'has an invisible letter for a name': `const \u3164 = 1;`,
    'has a null character': `const a = '\u0000';`,
    'has a soft hyphen': `const a = 'ad\u00admin';`,
    'has tag characters': `const a = 'a\u{e0041}';`,
    'has a space that does not break': `const\u00a0a = 1;`,
    'has letters that look like others': `const c\u043entext2 = 1;`,
    'escapes a name': `const \\u0061 = 1;`,
    'escapes a global': `ev\\u0061l('1');`,
    'calls a Greek member': `const a = { \u03b1: 1 };`,
  }),
  ...attacks('SW4404', {
    'ignores a type error': `// @ts-ignore\nconst a: number = 'a';`,
    'expects a type error': `/* @ts-expect-error why not */\nconst a: number = 'a';`,
    'switches the file off': `// @ts-nocheck`,
    'switches the lint off': `/* eslint-disable */ const a = 1;`,
    'switches the other lint off': `// oxlint-disable-next-line\nconst a = 1;`,
    'names another source': `//# sourceMappingURL=data:application/json;base64,e30=`,
    'names its own source': `//@ sourceURL=evil.js`,
    'refers to types': `/// <reference types="node" />`,
    'hides it between tokens': `const a = [1, /* @ts-ignore */ 2];`,
    'hides it at the end': `const b = 1; // prettier-ignore`,
  }),
  ...attacks(
    'SW4405',
    {
      'is an export': `export const a = 1;`,
      'is an import': `import { readFile } from 'node:fs/promises';`,
      'has an import with attributes': `import data from './a.json' with { type: 'json' };`,
      'is fenced': '```ts\nthrow new Error();\n```',
      'has a private name': `const a = #secret in context;`,
    },
    NO_END,
  ),
  ...attacks('SW4407', {
    'escapes a member': `const a = input.body.c\\u006fnstructor;`,
  }),
];
