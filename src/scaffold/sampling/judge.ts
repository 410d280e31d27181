import { type ErrorObject, Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Schema } from '../../spec/openapi.ts';
import { engineFor } from '../../spec/regex/engine.ts';
import { endlessAliases } from '../typescript/alias-cycles.ts';
import { referenceTo } from '../typescript/component-reference.ts';
import { flatten } from './flatten.ts';
import { isHidden, type Schemas, type Usage } from './usage.ts';

/** Says what is wrong with a value; an empty list is praise. */
export type Judge = (value: unknown) => readonly ErrorObject[];

/** Validates as a generated service does: JSON Schema 2020-12, without what the usage leaves out. */
export function judgeOf(schema: Schema | boolean, schemas: Schemas, usage: Usage): Judge {
  const bench = benchOf(schemas, usage);
  const key = typeof schema === 'boolean' ? undefined : schema;
  const known = key && bench.judges.get(key);
  if (known) return known;
  const validate = bench.compile(schema);
  const judge: Judge = (value) => (validate(value) ? [] : (validate.errors ?? []));
  if (key) bench.judges.set(key, judge);
  return judge;
}

/** The same for schemas that are made on the way: equal ones share a validator. */
export function judgeOfText(schema: Schema, schemas: Schemas, usage: Usage): Judge {
  const { texts } = benchOf(schemas, usage);
  const { description: _said, examples: _shown, default: _assumed, ...rest } = schema;
  const text = JSON.stringify(rest);
  const judge = texts.get(text) ?? judgeOf(rest, schemas, usage);
  texts.set(text, judge);
  return judge;
}

interface Bench {
  readonly compile: (schema: Schema | boolean) => ValidateFunction;
  readonly judges: WeakMap<Schema, Judge>;
  readonly texts: Map<string, Judge>;
}

const benches = new WeakMap<Schemas, Map<Usage, Bench>>();

/** One validator for each set of components and usage. */
function benchOf(schemas: Schemas, usage: Usage): Bench {
  const known = benches.get(schemas) ?? new Map<Usage, Bench>();
  benches.set(schemas, known);
  const bench = known.get(usage) ?? newBench(schemas, usage);
  known.set(usage, bench);
  return bench;
}

function newBench(schemas: Schemas, usage: Usage): Bench {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    validateSchema: false,
    addUsedSchema: false,
    multipleOfPrecision: 9,
    logger: false,
    // A component is compiled once, and not into each schema that names it.
    inlineRefs: false,
    code: {
      // Takes longer than what runs a few times can win by it.
      optimize: false,
      regExp: Object.assign((pattern: string) => engineFor(pattern)?.expression ?? /(?:)/, {
        code: 'new RegExp',
      }),
    },
  });
  formats.default(ajv);
  const places = new Map(Object.keys(schemas).map((name, index) => [name, `component-${index}`]));
  // Components are told to the validator when they are first met, and compiled once.
  const known = new Set<string>();
  const open = new Set<string>();
  const rewrite = (schema: Schema | boolean) =>
    rewritten(schema, { schemas, usage, places, onComponent: (name) => open.add(name) });
  const compile = (schema: Schema | boolean) => {
    const own = rewrite(schema);
    // A set tells what is added to it on the way, and each component once.
    for (const name of open) {
      if (known.has(name)) continue;
      known.add(name);
      ajv.addSchema(rewrite(schemas[name] ?? true), places.get(name));
    }
    open.clear();
    return ajv.compile<unknown>(own);
  };
  return { compile, judges: new WeakMap(), texts: new Map() };
}

interface Rewriting {
  readonly schemas: Schemas;
  readonly usage: Usage;
  /** What the validator calls the components. */
  readonly places: ReadonlyMap<string, string>;
  /** Told of each component that is referred to. */
  readonly onComponent: (name: string) => void;
}

/** The same schema with references that this validator knows, demanding nothing that is left out. */
function rewritten(
  schema: Schema | boolean,
  { schemas, usage, places, onComponent }: Rewriting,
): Schema | boolean {
  const hiddenNames = (node: Schema): string[] =>
    Object.entries(flatten(node, schemas).schema.properties ?? {}).flatMap(([name, member]) =>
      isHidden(member, schemas, usage) ? [name] : [],
    );
  const endless = endlessAliases(schemas);
  const visit = (node: unknown, inherited: ReadonlySet<string>): unknown => {
    if (Array.isArray(node)) return node.map((item) => visit(item, inherited));
    if (!isSchema(node)) return node;
    const hidden =
      (node.required ?? node.allOf ?? node.anyOf ?? node.oneOf)
        ? new Set([...inherited, ...hiddenNames(node)])
        : inherited;
    const component = referenceTo(node);
    if (component !== undefined && places.has(component)) onComponent(component);
    return {
      ...Object.fromEntries(
        Object.entries(node).flatMap(([keyword, value]) => {
          if (NOT_VALIDATION.has(keyword) || keyword.startsWith('x-')) return [];
          if (DATA.has(keyword)) return [[keyword, value]];
          if (MAPS.has(keyword) && isSchema(value)) {
            return [
              [
                keyword,
                Object.fromEntries(
                  Object.entries(value).map(([name, member]) => [name, visit(member, new Set())]),
                ),
              ],
            ];
          }
          return [
            [
              keyword,
              visit(
                value,
                keyword === 'allOf' || keyword === 'anyOf' || keyword === 'oneOf'
                  ? hidden
                  : new Set(),
              ),
            ],
          ];
        }),
      ),
      ...(node.required && { required: node.required.filter((name) => !hidden.has(name)) }),
      // A reference that leads only to itself would never end.
      ...(component !== undefined && {
        $ref: endless.has(component) ? undefined : (places.get(component) ?? node.$ref),
      }),
    };
  };
  const result = visit(schema, new Set());
  return typeof result === 'boolean' || isSchema(result) ? result : true;
}

/** Keywords that would be read as names of schemas, or that say nothing of validity. */
const NOT_VALIDATION = new Set([
  '$id',
  '$schema',
  '$anchor',
  '$dynamicAnchor',
  'discriminator',
  'default',
  'examples',
  'example',
  'description',
  'title',
  'externalDocs',
  'xml',
]);

/** Keywords whose values are no schemas. */
const DATA = new Set(['const', 'enum', 'required', 'type', 'dependentRequired']);

/** Keywords whose values are schemas by a name that is no keyword. */
const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs']);

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
