import { expect, test } from 'vitest';
import { PackError } from '../../src/scaffold/pack/pack-error.ts';
import { parseTemplate } from '../../src/scaffold/parse-template.ts';

const known = { partials: new Set(['head']), helpers: new Set(['shout']) };

/** `code line:column message` of what is refused in a template; nothing for a good one. */
function refused(text: string): string | undefined {
  try {
    parseTemplate({ file: '/packs/a.ts.hbs', text }, known);
    return undefined;
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    const { code, message, place } = error;
    expect(place?.file).toBe('/packs/a.ts.hbs');
    return `${code} ${place?.line}:${place?.column} ${message}`;
  }
}

test.each([
  ['an encoder', '{{str name}} {{code (those a b)}} {{comment (shout (concat a b))}}'],
  ['a block', '{{#each list}}{{id this}}{{else}}none{{/each}}{{#if (shout a)}}b{{/if}}'],
  ['an inverted section', '{{^list}}none{{/list}}'],
  ['a partial', '{{> head title=(shout name)}}'],
  ['a comment', '{{! nothing }}'],
])('%s passes', (_name, text) => {
  expect(refused(text)).toBeUndefined();
});

test.each([
  ['text without an encoder', 'a\n  {{name}}', 'SW3006 2:3 This prints text without an encoder.'],
  ['a triple mustache', '{{{str name}}}', 'SW3006 1:1 This prints text without an encoder.'],
  ['an ampersand', '{{&str name}}', 'SW3006 1:1 This prints text'],
  ['a helper that is no encoder', '{{shout name}}', 'SW3006 1:1 This prints text'],
  ['an encoder without a value', '{{str}}', 'SW3006 1:1'],
  ['what stands in a block', '{{#if a}}\n{{b}}\n{{/if}}', 'SW3006 2:1'],
  ['what stands in an else', '{{#if a}}\n{{else}}\n{{b}}\n{{/if}}', 'SW3006 3:1'],
  ['what stands in an inverted section', '{{^a}}{{b}}{{/a}}', 'SW3006 1:7'],
  ['a partial of a name from the view', '{{> (lookup . "a")}}', 'SW3006 1:1 Only the view could'],
  ['a block of a partial', '{{#> head}}{{a}}{{/head}}', 'SW3006 1:1 Templates do without'],
  ['an inline partial', '{{#*inline "a"}}{{a}}{{/inline}}', 'SW3006 1:1 Templates do without'],
  ['an unknown partial', 'a\n {{> heda}}', 'SW3007 2:2 The pack has no partial heda.'],
  ['an unknown helper', '{{str (shuot a)}}', 'SW3013 1:7 The pack has no helper "shuot".'],
  ['an unknown helper in a helper', '{{str (shout (shuot a))}}', 'SW3013 1:14'],
  ['an unknown helper of a partial', '{{> head title=(shuot a)}}', 'SW3013 1:16'],
  ['an unknown block', '{{#repeat a}}b{{/repeat}}', 'SW3013 1:1 The pack has no helper "repeat".'],
  ['a mustache that is not closed', 'a\n{{#if x}\n', 'SW3005 2:8 The template does not parse'],
  [
    'a block that is not closed',
    'a\n{{#each a}}\n',
    'SW3005 3:1 The template does not parse: it ends',
  ],
  [
    'a block that is closed by another',
    'a\n{{#if x}}\n{{/each}}',
    "SW3005 2:4 The template does not parse: if doesn't match each.",
  ],
])('%s is refused with its place', (_name, text, said) => {
  expect(refused(text)?.slice(0, said.length)).toBe(said);
});
