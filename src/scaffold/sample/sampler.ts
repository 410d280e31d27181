import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonValue } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import { requestSchema } from './request-schema.ts';
import { SampleBuilder } from './sample-value.ts';

/** A body that a schema refuses, and what is wrong with it. */
export interface InvalidSample {
  readonly what: string;
  readonly value: JsonValue;
}

type Members = Readonly<Record<string, JsonValue>>;

/** Makes request bodies, valid and invalid, with Ajv as the judge. */
export class Sampler {
  readonly #schemas: Readonly<Record<string, Schema | boolean>>;
  readonly #ajv: Ajv2020;
  readonly #compiled = new Map<Schema, ValidateFunction | undefined>();

  constructor(schemas: Readonly<Record<string, Schema | boolean>>) {
    this.#schemas = schemas;
    this.#ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false, multipleOfPrecision: 9, code: { regExp: Object.assign(toRegExp, { code: 'new RegExp' }) } });
    addFormats.default(this.#ajv);
    const entries = Object.entries(schemas).map(([name, schema]) => [name, requestSchema(schema)] as const);
    this.#ajv.addSchema({ components: { schemas: Object.fromEntries(entries) } }, 'request');
  }

  /** A valid body, or nothing when none could be made. Full bodies give way to short ones. */
  valid(schema: Schema, seed: number, full: boolean): JsonValue | undefined {
    const validate = this.#validator(schema);
    if (!validate) return undefined;
    for (const attempt of full ? [true, false] : [false, true]) {
      const value = new SampleBuilder(this.#schemas, { seed, full: attempt }).build(schema, 'value');
      if (value !== undefined && validate(value)) return value;
    }
    return this.#example(schema, validate);
  }

  isValid(schema: Schema, value: JsonValue): boolean {
    return this.#validator(schema)?.(value) === true;
  }

  /** A few bodies that the schema refuses, each for one reason. */
  invalid(schema: Schema, valid: JsonValue): InvalidSample[] {
    const validate = this.#validator(schema);
    if (!validate || !isMembers(valid)) return [];
    const tried = Object.entries(valid).flatMap(([name, value]) => mistakes(name, value, valid));
    const refused = tried.filter(({ value }) => !validate(value));
    const perKind = new Map<string, number>();
    return refused.filter(({ what }) => {
      const kind = what.replace(/^\S+ /, '');
      const count = (perKind.get(kind) ?? 0) + 1;
      perKind.set(kind, count);
      return count <= 2;
    }).slice(0, 8);
  }

  #example(schema: Schema, validate: ValidateFunction): JsonValue | undefined {
    const name = schema.$ref?.slice('#/components/schemas/'.length);
    const found = name === undefined ? schema : this.#schemas[name];
    const examples = typeof found === 'object' ? (found.examples ?? []) : [];
    return examples.find((example): example is JsonValue => validate(example) === true);
  }

  #validator(schema: Schema): ValidateFunction | undefined {
    if (!this.#compiled.has(schema)) this.#compiled.set(schema, this.#compile(schema));
    return this.#compiled.get(schema);
  }

  #compile(schema: Schema): ValidateFunction | undefined {
    try {
      return this.#ajv.compile(requestSchema(schema));
    } catch {
      // A schema that no validator takes has no samples either.
      return undefined;
    }
  }
}

function toRegExp(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return new RegExp(pattern);
  }
}

const isMembers = (value: JsonValue): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

function mistakes(name: string, value: JsonValue, all: Members): InvalidSample[] {
  const { [name]: _left, ...rest } = all;
  const replaced = (other: JsonValue) => ({ ...all, [name]: other });
  const found: InvalidSample[] = [{ what: `${name} missing`, value: rest }];
  if (typeof value === 'string') {
    found.push({ what: `${name} empty`, value: replaced('') }, { what: `${name} unknown`, value: replaced('§ nothing of the kind') });
    found.push({ what: `${name} of the wrong type`, value: replaced({ text: value }) });
  } else if (typeof value === 'number') {
    found.push({ what: `${name} too small`, value: replaced(-1e9) }, { what: `${name} too large`, value: replaced(1e12) });
    found.push({ what: `${name} of the wrong type`, value: replaced('many') });
  } else {
    found.push({ what: `${name} of the wrong type`, value: replaced('§') });
  }
  found.push({ what: `${name} null`, value: replaced(null) });
  return found;
}
