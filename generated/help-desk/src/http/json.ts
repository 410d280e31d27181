import { type FastifyInstance } from 'fastify';
import { Problem } from './problem.ts';

/** `application/json` and every media type that ends in `+json`. */
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\b/i;

/**
 * Parses JSON without losing digits: numbers that JavaScript cannot hold exactly are refused instead of being stored rounded.
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
  return /\d{16}|\d\.\d{15}|\d[eE]/.test(text) ? parseExactly(text, keepDigits) : JSON.parse(text);
}

/** Revivers are told the source text of a number (ECMAScript 2026), which TypeScript does not know yet. */
const parseExactly = JSON.parse as (
  text: string,
  reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
) => unknown;

function keepDigits(_key: string, value: unknown, { source }: { source?: string }): unknown {
  if (
    typeof value !== 'number' ||
    source === undefined ||
    significant(source) === significant(String(value))
  )
    return value;
  throw new Problem(400, `${source.slice(0, 60)} has more digits than can be kept.`);
}

/** A value as a JSON column stores it; nothing is stored as NULL. */
export const jsonColumn = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value);

/** The digits that count, and where they stand: `1.50` and `15e-1` are the same number. */
function significant(number: string): string {
  const [mantissa = '', exponent = '0'] = number.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = `${whole.replace('-', '')}${fraction}`;
  const trailing = /0*$/.exec(digits)?.[0].length ?? 0;
  const kept = digits.slice(0, digits.length - trailing).replace(/^0+/, '');
  if (kept === '') return '0';
  return `${whole.startsWith('-') ? '-' : ''}${kept}e${Number(exponent) - fraction.length + trailing}`;
}
