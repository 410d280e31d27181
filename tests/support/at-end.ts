import { afterAll } from 'vitest';

const ends: (() => unknown)[] = [];

// Vitest runs no `afterAll` that is said within `beforeAll` or a test, so this one, said while a
// test file is loaded, does the work of all.
afterAll(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Does something after the tests of the file that asks, the last that was asked for first. */
export function atEnd(end: () => unknown): void {
  ends.push(end);
}
