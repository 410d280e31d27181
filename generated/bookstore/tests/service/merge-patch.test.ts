import { expect, test } from 'vitest';
import { mergePatch } from '../../src/http/merge-patch.ts';

test.each<[what: string, target: unknown, patch: unknown, result: unknown]>([
  ['sets a member', { size: 1 }, { size: 2 }, { size: 2 }],
  ['adds a member', { size: 1 }, { color: 'red' }, { size: 1, color: 'red' }],
  ['removes a member', { size: 1, color: 'red' }, { size: null }, { color: 'red' }],
  [
    'goes into objects',
    { box: { size: 1, color: 'red' } },
    { box: { size: null } },
    { box: { color: 'red' } },
  ],
  ['keeps nulls that were there', { size: null }, { color: 'red' }, { size: null, color: 'red' }],
  ['leaves no nulls in what is new', {}, { box: { lid: { size: null } } }, { box: { lid: {} } }],
  ['replaces lists as a whole', { sizes: [1, 2] }, { sizes: [3] }, { sizes: [3] }],
  ['replaces a list by an object', ['red'], { size: 1 }, { size: 1 }],
  ['replaces an object by a list', { size: 1 }, ['red'], ['red']],
  ['replaces a text', 'red', { size: 1 }, { size: 1 }],
  ['replaces all by nothing', { size: 1 }, null, null],
  ['starts from nothing', null, { size: 1 }, { size: 1 }],
])('%s', (_what, target, patch, result) => {
  expect(mergePatch(target, patch)).toEqual(result);
});
