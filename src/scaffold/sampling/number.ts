import type { Schema } from '../../spec/openapi.ts';

/** Within these, doubles keep every whole number. */
const SAFE = Number.MAX_SAFE_INTEGER;

/** A number within a schema's bounds, another one for each seed as long as there are enough. */
export function sampleNumber(
  schema: Schema,
  isInteger: boolean,
  seed: number,
  hint?: number,
): number | undefined {
  const step = stepOf(schema, isInteger);
  const { low, high } = bounds(schema, step);
  if (low > high) return undefined;
  const own =
    hint !== undefined && hint >= low * step && hint <= high * step
      ? Math.round(hint / step)
      : undefined;
  const start = own ?? startOf(low, high, step);
  const place =
    start + seed <= high ? start + seed : low + ((start + seed - high - 1) % (high - low + 1));
  return rounded(place * step);
}

/** Values are multiples of this: the schema's own step, else ones or halves. */
function stepOf({ multipleOf }: Schema, isInteger: boolean): number {
  if (multipleOf === undefined || multipleOf <= 0) return isInteger ? 1 : 0.5;
  if (!isInteger || Number.isInteger(multipleOf)) return multipleOf;
  // Whole multiples of a fraction: 0.5 needs every second, 0.3 every tenth third.
  for (const factor of [2, 4, 5, 8, 10, 20, 25, 50, 100, 1000]) {
    if (Number.isInteger(rounded(multipleOf * factor))) return rounded(multipleOf * factor);
  }
  return multipleOf;
}

/** The first and the last multiple of the step that the schema allows. */
function bounds(schema: Schema, step: number): { low: number; high: number } {
  const {
    minimum = -Infinity,
    maximum = Infinity,
    exclusiveMinimum = -Infinity,
    exclusiveMaximum = Infinity,
  } = schema;
  const least = schema.format === 'int32' ? Math.max(minimum, -(2 ** 31)) : minimum;
  const most = schema.format === 'int32' ? Math.min(maximum, 2 ** 31 - 1) : maximum;
  let low = Math.ceil(rounded(Math.max(least, exclusiveMinimum, -SAFE) / step));
  let high = Math.floor(rounded(Math.min(most, exclusiveMaximum, SAFE) / step));
  if (rounded(low * step) <= exclusiveMinimum) low++;
  if (rounded(high * step) >= exclusiveMaximum) high--;
  return { low, high };
}

/** A small positive number where that is allowed, else the end nearest to it. */
function startOf(low: number, high: number, step: number): number {
  const wanted = Math.max(1, Math.round(10 / step));
  if (low <= wanted && wanted <= high) return wanted;
  return low > wanted ? low : Math.max(low, high - 1_000_000);
}

/** Without the noise that binary fractions bring: 19.99, not 19.990000000000002. */
const rounded = (value: number): number =>
  Number.isFinite(value) ? Number(value.toPrecision(15)) : value;
