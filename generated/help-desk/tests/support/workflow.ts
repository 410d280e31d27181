/** A value as workflows compare it: texts are the same in any case. */
export const fold = (value: unknown): unknown =>
  typeof value === 'string' ? value.toLowerCase() : value;
