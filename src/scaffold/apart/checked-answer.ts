import { Code } from '../code.ts';

/**
 * What a helper may answer: text, numbers, truth and plain data, which encoders encode, and code that
 * was made through them.
 *
 * @throws TypeError for anything else
 */
export function checkedAnswer(name: string, value: unknown): unknown {
  if (isPlain(value) || (Array.isArray(value) && value.every(isPlain))) return value;
  throw new TypeError(
    `${name} answers ${describe(value)}: a helper answers text, a number, true or false, plain data, a list of these, or what the encoders that it is handed have made`,
  );
}

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null)
    return !['function', 'symbol'].includes(typeof value);
  const kind: unknown = Object.getPrototypeOf(value);
  return value instanceof Code || kind === Object.prototype || kind === null;
}

function describe(value: unknown): string {
  if (value instanceof Promise) return 'a promise';
  return typeof value === 'object' ? 'an object of a class' : `a ${typeof value}`;
}
