import type { Schema } from '../spec/openapi.ts';

/** The extension by which a schema or a property says what it was called before. */
export const RENAMED_FROM = 'x-renamed-from';

/** What `x-renamed-from` says, in the first of these schemas that has it. */
export function renamedFrom(...schemas: readonly (Schema | undefined)[]): string | undefined {
  const told = schemas.map((schema) => schema?.[RENAMED_FROM]).find(isName);
  return told?.trim();
}

/** Whether a value can be the former name of something. */
export const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '';
