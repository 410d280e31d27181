import type { JsonValue } from '../model/types.ts';
import type { Schema } from '../spec/openapi.ts';
import { isJsonObject } from './sampling/json.ts';
import { judgeOf } from './sampling/judge.ts';
import type { Place } from './sampling/place.ts';
import { remembered } from './sampling/remembered.ts';
import { Sampler } from './sampling/sampler.ts';
import type { Schemas, Usage } from './sampling/usage.ts';

export { type InvalidSample, invalidSamples } from './sampling/invalid-samples.ts';

export interface SampleOptions {
  /** A request leaves out what is readOnly, a response what is writeOnly. */
  readonly usage: Usage;
  /** Optional members, too. */
  readonly full: boolean;
  /** From 0: other seeds give other texts and numbers. */
  readonly seed: number;
  /** What the description shows where the schema is used: its members serve where they are valid. */
  readonly example?: JsonValue | undefined;
}

/** How often chance is asked again where patterns and formats must meet. */
const ATTEMPTS = 4;

/**
 * A realistic value that a schema accepts: the description's own examples where they hold, else
 * made up. The same for the same arguments. `undefined` where none could be made.
 */
export function sampleOf(
  schema: Schema | boolean,
  schemas: Schemas,
  { usage, full, seed, example }: SampleOptions,
): JsonValue | undefined {
  const how = ['value', usage, full, seed, ...(example === undefined ? [] : [example])];
  return remembered(schema, schemas, how, () =>
    makeSample(schema, schemas, { usage, full, seed, example }),
  );
}

function makeSample(
  schema: Schema | boolean,
  schemas: Schemas,
  { usage, full, seed, example }: SampleOptions,
): JsonValue | undefined {
  const judge = judgeOf(schema, schemas, usage);
  const isValid = (value: JsonValue | undefined): value is JsonValue =>
    value !== undefined && judge(value).length === 0;
  const hinted = example === undefined ? {} : { hint: example };
  const root: Place = { name: '', seed, depth: 0, inside: new Set(), ...hinted };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const value = new Sampler(schemas, usage, full, attempt).value(schema, root);
    if (isValid(value)) return value;
  }
  const other = new Sampler(schemas, usage, !full, 0).value(schema, root);
  if (!isValid(other)) return undefined;
  return full
    ? extended(other, new Sampler(schemas, usage, true, 0).value(schema, root), isValid)
    : other;
}

/** Whether a schema accepts a value in a request. */
export function isAccepted(schema: Schema | boolean, schemas: Schemas, value: JsonValue): boolean {
  return isValid(schema, schemas, 'request', value);
}

/** Whether a schema accepts a value that travels one way. */
export function isValid(
  schema: Schema | boolean,
  schemas: Schemas,
  usage: Usage,
  value: JsonValue,
): boolean {
  return remembered(
    schema,
    schemas,
    ['valid', usage, value],
    () => judgeOf(schema, schemas, usage)(value).length === 0,
  );
}

/** Adds those members of a fuller value that leave the value valid. */
function extended(
  value: JsonValue,
  fuller: JsonValue | undefined,
  isValid: (value: JsonValue) => boolean,
): JsonValue {
  if (!isJsonObject(value) || !isJsonObject(fuller)) return value;
  return Object.entries(fuller).reduce<{ readonly [name: string]: JsonValue }>(
    (result, [name, member]) => {
      const wider = Object.fromEntries([...Object.entries(result), [name, member]]);
      return !Object.hasOwn(result, name) && isValid(wider) ? wider : result;
    },
    value,
  );
}
