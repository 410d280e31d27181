import { expect, test } from 'vitest';
import { writeOnlyPaths } from '../../src/model/write-only.ts';
import type { Schema } from '../../src/spec/openapi.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

test('members that are never shown are found in objects and lists', () => {
  const schemas: Record<string, Schema> = {
    Login: {
      type: 'object',
      properties: { name: { type: 'string' }, password: { type: 'string', writeOnly: true } },
    },
  };
  const schema: Schema = {
    type: 'object',
    properties: {
      first: ref('Login'),
      others: { type: 'array', items: ref('Login') },
      note: { type: 'string' },
    },
  };
  expect(writeOnlyPaths(schema, schemas)).toEqual([
    ['first', 'password'],
    ['others', '*', 'password'],
  ]);
});

// By six steps, forty schemas lead to each other in four thousand million ways.
test('schemas that all refer to each other are read in no time', () => {
  const names = Array.from({ length: 40 }, (_, index) => `Thing${index}`);
  const schemas: Record<string, Schema> = Object.fromEntries(
    names.map((name) => [
      name,
      { type: 'object', properties: Object.fromEntries(names.map((other) => [other, ref(other)])) },
    ]),
  );
  expect(writeOnlyPaths(ref('Thing0'), schemas)).toEqual([]);
});
