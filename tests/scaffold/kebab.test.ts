import { expect, test } from 'vitest';
import { kebab } from '../../src/scaffold/view/schema-types.ts';

test.each([
  ['PetStatus', 'pet-status'],
  ['XMLNode', 'xml-node'],
  ['Con', 'con-'],
  ['LPT1', 'lpt1-'],
  ['Contact', 'contact'],
])('the file of the type %s is called %s', (name, file) => {
  expect(kebab(name)).toBe(file);
});
