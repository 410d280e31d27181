import type { JsonValue } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import { flatten, merged } from './flatten.ts';
import { isJsonArray, isJsonObject } from './json.ts';
import { judgeOf } from './judge.ts';
import { remembered } from './remembered.ts';
import { isHidden, type Schemas } from './usage.ts';

/** A body that a schema refuses, and why. */
export interface InvalidSample {
  /** In words, to stand behind «refuses»: `title too short`. */
  readonly what: string;
  readonly value: JsonValue;
  /** JSON Pointer of the offending member, also of one that is missing. */
  readonly pointer: string;
  /** Where a validator says so: for a member that is missing or too much, the object around it. */
  readonly reportedAt: string;
}

const MOST = 8;

/** One way to spoil a member; `undefined` as its value takes it out. */
interface Fault {
  readonly kind: string;
  readonly name: string;
  readonly value: JsonValue | undefined;
}

/**
 * Request bodies that a schema refuses, made from one that it accepts by one change each: at most
 * eight, of as many kinds as there are.
 */
export function invalidSamples(
  schema: Schema | boolean,
  schemas: Schemas,
  valid: JsonValue,
): readonly InvalidSample[] {
  return remembered(schema, schemas, ['invalid', valid], () => makeInvalid(schema, schemas, valid));
}

function makeInvalid(
  schema: Schema | boolean,
  schemas: Schemas,
  valid: JsonValue,
): InvalidSample[] {
  const judge = judgeOf(schema, schemas, 'request');
  if (!isJsonObject(valid)) return wrongBody(valid, judge);
  const seen = new Set<string>();
  const samples = faultsOf(flatten(schema, schemas).schema, schemas, valid).flatMap(
    (fault): InvalidSample[] => {
      const rest = Object.entries(valid).filter(([name]) => name !== fault.name);
      const value = Object.fromEntries(
        fault.value === undefined ? rest : [...rest, [fault.name, fault.value]],
      );
      const pointer = `/${fault.name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      const reported = judge(value).map(({ instancePath }) => instancePath);
      const isAbout = (path: string) => path === pointer || path.startsWith(`${pointer}/`);
      const reportedAt = reported.find((path) => isAbout(path) || path === '');
      if (reportedAt === undefined || seen.has(`${fault.name} ${fault.kind}`)) return [];
      seen.add(`${fault.name} ${fault.kind}`);
      return [{ what: `${fault.name} ${fault.kind}`, value, pointer, reportedAt }];
    },
  );
  return varied(samples);
}

/** Kinds and members take turns. */
function varied(samples: readonly InvalidSample[]): InvalidSample[] {
  const left = [...samples];
  const chosen: InvalidSample[] = [];
  const kindOf = ({ what, pointer }: InvalidSample) => what.slice(pointer.length);
  const uses = (test: (one: InvalidSample) => boolean) => chosen.filter(test).length;
  while (left.length > 0 && chosen.length < MOST) {
    const costs = left.map(
      (one) =>
        uses((other) => kindOf(other) === kindOf(one)) * 2 +
        uses(({ pointer }) => pointer === one.pointer),
    );
    chosen.push(...left.splice(costs.indexOf(Math.min(...costs)), 1));
  }
  return chosen;
}

function wrongBody(valid: JsonValue, judge: ReturnType<typeof judgeOf>): InvalidSample[] {
  const value = [{}, 'text', 42].find(
    (other) => typeof other !== typeof valid || isJsonArray(valid),
  );
  if (value === undefined || judge(value).length === 0) return [];
  return [{ what: 'a body of another type', value, pointer: '', reportedAt: '' }];
}

function faultsOf(
  schema: Schema,
  schemas: Schemas,
  valid: { readonly [name: string]: JsonValue },
): Fault[] {
  const { properties = {}, required = [], additionalProperties } = schema;
  const members = Object.entries(properties).filter(
    ([, member]) => member !== false && !isHidden(member, schemas, 'request'),
  );
  return [
    ...required
      .filter((name) => Object.hasOwn(valid, name))
      .map((name) => ({ kind: 'missing', name, value: undefined })),
    ...members.flatMap(([name, member]) => {
      const flat = flatten(member, schemas);
      const variants = flat.choices
        .flat()
        .map((variant) => flatten(variant, schemas).schema)
        .filter(({ type }) => type !== 'null');
      const only = variants.length === 1 ? variants[0] : undefined;
      const plain = only ? merged(flat.schema, only) : flat.schema;
      return badValues(plain, valid[name]).map(([kind, value]) => ({ kind, name, value }));
    }),
    ...(additionalProperties === false
      ? [{ kind: 'not declared', name: 'notDeclared', value: true }]
      : []),
  ];
}

/** Values that a schema refuses, by what is wrong with them. */
function badValues(
  schema: Schema,
  valid: JsonValue | undefined,
): [kind: string, value: JsonValue][] {
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const [type] = types.filter((one) => one !== 'null');
  const wrongType: [string, JsonValue][] =
    type === undefined
      ? []
      : [['of another type', type === 'string' ? 42 : type === 'boolean' ? 'perhaps' : 'text']];
  const isNullable = types.length === 0 || types.includes('null') || schema.enum?.includes(null);
  return [
    ...(schema.enum
      ? [
          [
            'unknown',
            type === 'string' || type === undefined ? 'no-such-value' : 987_654_321,
          ] satisfies [string, JsonValue],
        ]
      : []),
    ...(type === 'string' ? badTexts(schema) : []),
    ...(type === 'integer' || type === 'number' ? badNumbers(schema, type) : []),
    ...(type === 'array' ? badLists(schema, valid) : []),
    ...wrongType,
    ...(isNullable ? [] : [['null', null] satisfies [string, JsonValue]]),
  ];
}

function badTexts({
  minLength = 0,
  maxLength = Infinity,
  format,
  pattern,
}: Schema): [string, JsonValue][] {
  return [
    ...(minLength > 0
      ? [['too short', 'x'.repeat(Math.min(minLength, 1000) - 1)] satisfies [string, JsonValue]]
      : []),
    ...(maxLength <= 10_000
      ? [['too long', 'x'.repeat(maxLength + 1)] satisfies [string, JsonValue]]
      : []),
    ...(pattern === undefined
      ? []
      : [['of another form', '\u00a1 \u00bf'] satisfies [string, JsonValue]]),
    ...(format === undefined
      ? []
      : [['of another format', 'not a valid value'] satisfies [string, JsonValue]]),
  ];
}

function badNumbers(schema: Schema, type: 'integer' | 'number'): [string, JsonValue][] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = schema;
  const least = minimum === undefined ? exclusiveMinimum : minimum - 1;
  const most = maximum === undefined ? exclusiveMaximum : maximum + 1;
  const start = minimum ?? exclusiveMinimum ?? 0;
  return [
    ...(least === undefined ? [] : [['too small', least] satisfies [string, JsonValue]]),
    ...(most === undefined ? [] : [['too large', most] satisfies [string, JsonValue]]),
    ...(multipleOf === undefined
      ? []
      : [
          ['between two steps', (Math.floor(start / multipleOf) + 1.5) * multipleOf] satisfies [
            string,
            JsonValue,
          ],
        ]),
    ...(type === 'integer'
      ? [['not whole', Math.ceil(start) + 0.5] satisfies [string, JsonValue]]
      : []),
  ];
}

function badLists(
  { minItems = 0, maxItems = Infinity, uniqueItems, items }: Schema,
  valid: JsonValue | undefined,
): [string, JsonValue][] {
  const [first] = isJsonArray(valid) ? valid : [];
  const scalar = typeof items === 'object' ? items.type : undefined;
  return [
    ...(minItems > 0 ? [['with too few items', []] satisfies [string, JsonValue]] : []),
    ...(maxItems <= 1000 && first !== undefined && !uniqueItems
      ? [
          ['with too many items', Array.from({ length: maxItems + 1 }, () => first)] satisfies [
            string,
            JsonValue,
          ],
        ]
      : []),
    ...(uniqueItems && first !== undefined
      ? [['with an item twice', [first, first]] satisfies [string, JsonValue]]
      : []),
    ...(scalar === undefined
      ? []
      : [
          ['with an item of another type', [scalar === 'string' ? 42 : 'text']] satisfies [
            string,
            JsonValue,
          ],
        ]),
  ];
}
