import { type FastifyInstance } from 'fastify';
import { Problem } from './problem.ts';

/** `application/json` and every media type that ends in `+json`. */
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\b/i;

/**
 * Parses JSON without losing digits: whole numbers beyond 2^53 become bigints, other
 * numbers that JavaScript cannot hold exactly are refused instead of being stored rounded.
 */
export function registerJson(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser(JSON_TYPE, { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? undefined : parseJson(String(text)));
    } catch (error) {
      done(error instanceof Problem ? error : new Problem(400, 'The body is not valid JSON.'));
    }
  });
}

export function parseJson(text: string): unknown {
  // Fifteen digits always fit a double, so that most bodies take the short road.
  return /[\d.]{16}|\d[eE]/.test(text) ? parseExactly(text, keepDigits) : JSON.parse(text);
}

/** Revivers are told the source text of a number (ECMAScript 2026), which TypeScript does not know yet. */
const parseExactly = JSON.parse as (
  text: string,
  reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
) => unknown;

function keepDigits(_key: string, value: unknown, { source }: { source?: string }): unknown {
  if (typeof value !== 'number' || source === undefined) return value;
  if (significant(source) === significant(String(value))) return value;
  // A double may hold such a number, and be printed with other digits all the same.
  if (/^-?\d{1,19}$/.test(source)) return BigInt(source);
  if (isExact(source, value)) return value;
  if (/^-?\d{1,40}$/.test(source)) return BigInt(source);
  throw new Problem(400, `${source.slice(0, 60)} has more digits than can be kept.`);
}

/** A value as a JSON column stores it; nothing is stored as NULL. */
export const jsonColumn = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value);

/** A 64-bit integer as the database gives it: a number where that is exact, else a bigint. */
export function int64Of(value: number | bigint | string): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : BigInt(value);
}

const { rawJSON: rawJson } = JSON as typeof JSON & { rawJSON(text: string): unknown };

/** Bigints are written with all their digits. */
Object.defineProperty(BigInt.prototype, 'toJSON', {
  configurable: true,
  value(this: bigint) {
    return rawJson(String(this));
  },
});

/** Whether a double is a whole number to its last digit: 2^70 is, and ends in zeros when it is printed. */
const isExact = (source: string, value: number): boolean =>
  /^-?\d{1,309}$/.test(source) && Number.isFinite(value) && BigInt(source) === BigInt(value);

/** The digits that count, and where they stand: `1.50` and `15e-1` are the same number. */
function significant(number: string): string {
  const [mantissa = '', exponent = 0] = number.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  const zeros = digits.length - end;
  return end === 0 ? '0' : `${digits.slice(0, end)}e${Number(exponent) - fraction.length + zeros}`;
}
