import { expect, test } from 'vitest';
import { fits } from '../../src/model/fits.ts';
import type { Schema } from '../../src/spec/openapi.ts';

const text: Schema = { type: 'string' };
const among = (...values: string[]): Schema => ({ type: 'string', enum: values });
const thing = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
});

const file = thing({ kind: among('file'), path: text }, ['kind', 'path']);
const folder = thing({ kind: among('folder'), path: text, owner: text }, ['kind', 'owner']);
const shown: Schema = { oneOf: [file, folder, { type: 'null' }] };

test.each<[what: string, sent: Schema, isFit: boolean]>([
  ['one of them fits', file, true],
  ['any of them fits', { oneOf: [folder, file] }, true],
  ['one fits whose tag is any text', thing({ kind: text, path: text }, ['kind', 'path']), true],
  [
    'one fits that is each of them by its tag',
    thing({ kind: among('file', 'folder'), path: text, owner: text }, ['kind', 'path', 'owner']),
    true,
  ],
  [
    'one does not that lacks what it must have',
    thing({ kind: among('folder'), path: text }, ['kind', 'path']),
    false,
  ],
  [
    'one does not of which one tag lacks what it must have',
    thing({ kind: among('file', 'folder'), path: text }, ['kind', 'path']),
    false,
  ],
  [
    'one does not whose tag none has',
    thing({ kind: among('link'), path: text, owner: text }, ['kind', 'path', 'owner']),
    false,
  ],
])('where one of several objects is shown, %s', (_what, sent, isFit) => {
  expect(fits(sent, shown, {})).toBe(isFit);
});

test('an object that a closed variant does not know is not that one', () => {
  const closed = { oneOf: [{ ...file, additionalProperties: false }, folder] };
  expect(fits(thing({ path: text, kind: text, more: text }, ['kind', 'path']), closed, {})).toBe(
    false,
  );
});
