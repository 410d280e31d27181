import { objectShape, type ObjectShape } from '../../model/object-shape.ts';
import type { Schema } from '../../spec/openapi.ts';
import { commentText, typePropertyName } from '../encode.ts';
import { endlessAliases } from './alias-cycles.ts';
import { referenceTo } from './component-reference.ts';
import { arrayType, intersection, literalType, type Type, union, UNKNOWN } from './type-text.ts';

export interface TypeContext {
  /** The TypeScript name of a component schema. */
  readonly typeName: (component: string) => string;
  /** `components.schemas`: lets references that lead nowhere but to themselves become `unknown`. */
  readonly schemas?: Readonly<Record<string, Schema | boolean>>;
  /** The name of a type that a schema stands for, if it is not to be spelt out. */
  readonly given?: (schema: Schema) => string | undefined;
}

/** A type as text, with the component schemas that it refers to. */
export interface TypeText {
  readonly text: string;
  readonly references: ReadonlySet<string>;
}

/** Inline schemas nested deeper than this are not spelt out. */
const MAX_DEPTH = 40;

/** The TypeScript type of what a schema (JSON Schema 2020-12) accepts. */
export function typeOf(schema: Schema | boolean, context: TypeContext): TypeText {
  const printer = new TypePrinter(context);
  return { text: printer.print(schema, 0).text, references: printer.references };
}

/** The declaration of a component schema: an interface for plain objects, else a type alias. */
export function declare(name: string, schema: Schema | boolean, context: TypeContext): TypeText {
  const printer = new TypePrinter(context, name);
  const { references } = printer;
  const doc = docOf(schema);
  if (typeof schema === 'object' && isPlainObject(schema)) {
    return { text: `${doc}export interface ${name} ${printer.members(schema, 0)}`, references };
  }
  return { text: `${doc}export type ${name} = ${printer.print(schema, 0).text};`, references };
}

/** Objects whose type is a list of members and nothing else. */
function isPlainObject(schema: Schema): boolean {
  const isObject =
    schema.type === 'object' || (schema.type === undefined && schema.properties !== undefined);
  const composed = schema.$ref ?? schema.allOf ?? schema.anyOf ?? schema.oneOf ?? schema.enum;
  return isObject && composed === undefined && schema.const === undefined && hasMembers(schema);
}

/** Objects that a schema is a part of. */
type Around = readonly ObjectShape[];

class TypePrinter {
  readonly references = new Set<string>();
  readonly #context: TypeContext;
  readonly #declared: string | undefined;

  constructor(context: TypeContext, declared?: string) {
    this.#context = context;
    this.#declared = declared;
  }

  /**
   * @param nested whether an array or an object stands between a declaration and this schema
   * @param outer what the schema is a part of, the innermost first
   */
  print(schema: Schema | boolean, depth: number, nested = false, outer: Around = []): Type {
    if (schema === true) return UNKNOWN;
    if (schema === false) return { text: 'never', kind: 'atom' };
    if (depth > MAX_DEPTH) return UNKNOWN;
    const given = this.#context.given?.(schema);
    if (given !== undefined) return { text: given, kind: 'atom' };
    const whole = isMixed(schema) ? objectShape(schema, this.#context.schemas ?? {}) : undefined;
    const around = whole ? [whole, ...outer] : outer;
    return intersection([
      ...this.#reference(schema, nested),
      ...(schema.allOf ?? []).map((part) => this.print(part, depth + 1, nested, around)),
      ...[schema.anyOf, schema.oneOf].flatMap((variants) =>
        variants && variants.length > 0
          ? [union(variants.map((variant) => this.print(variant, depth + 1, nested, around)))]
          : [],
      ),
      this.#own(schema, depth, around),
    ]);
  }

  #reference(schema: Schema, nested: boolean): Type[] {
    const component = referenceTo(schema);
    if (component === undefined) return [];
    const name = this.#context.typeName(component);
    const { schemas } = this.#context;
    const isEndless =
      !nested && (schemas ? endlessAliases(schemas).has(component) : name === this.#declared);
    if (isEndless) return [UNKNOWN];
    this.references.add(component);
    return [{ text: name, kind: 'atom' }];
  }

  /** What the schema itself says of type, values and members. */
  #own(schema: Schema, depth: number, around: Around): Type {
    const types = schema.type === undefined ? undefined : [schema.type].flat();
    if (schema.const !== undefined) return literalType(schema.const);
    if (schema.enum) {
      const possible = schema.enum.filter(
        (value) => types === undefined || types.some((type) => isOfType(value, type)),
      );
      return valuesType(possible.length > 0 ? possible : schema.enum);
    }
    if (types) return union(types.map((type) => this.#ofType(type, schema, depth, around)));
    if (hasMembers(schema) || isMap(schema)) return this.#object(schema, depth, around);
    if (schema.items !== undefined || schema.prefixItems !== undefined)
      return this.#array(schema, depth);
    return UNKNOWN;
  }

  #ofType(type: string, schema: Schema, depth: number, around: Around): Type {
    switch (type) {
      case 'string':
      case 'number':
      case 'boolean':
      case 'null':
        return { text: type, kind: 'atom' };
      case 'integer':
        return { text: 'number', kind: 'atom' };
      case 'array':
        return this.#array(schema, depth);
      case 'object':
        return this.#object(schema, depth, around);
      default:
        return UNKNOWN;
    }
  }

  #array(schema: Schema, depth: number): Type {
    const item = (part: Schema | boolean) => this.print(part, depth + 1, true);
    const { prefixItems = [], items = true, minItems = 0 } = schema;
    if (prefixItems.length === 0) return arrayType(item(items));
    const places = prefixItems.map((part, index) => {
      const { text } = item(part);
      return index < minItems ? text : `(${text})?`;
    });
    const rest = items === false ? [] : [`...${arrayType(item(items)).text}`];
    return { text: `[${[...places, ...rest].join(', ')}]`, kind: 'atom' };
  }

  #object(schema: Schema, depth: number, around: Around): Type {
    if (hasMembers(schema)) return { text: this.members(schema, depth, around), kind: 'atom' };
    // Beside a composition, a bare `type: object` says nothing new.
    if (!isMap(schema) && isComposed(schema)) return UNKNOWN;
    const rest = this.#rest(schema, depth);
    const value = rest?.text ?? (schema.additionalProperties === false ? 'never' : 'unknown');
    // An index signature, unlike Record, may refer to the type that it stands in.
    const text =
      /^\w+$/.test(value) && !this.#isReference(value)
        ? `Record<string, ${value}>`
        : `{ [name: string]: ${value} }`;
    return { text, kind: 'atom' };
  }

  #isReference(text: string): boolean {
    return [...this.references].some((component) => this.#context.typeName(component) === text);
  }

  /** The type of members that are not declared by name; `undefined` where nothing is said of them. */
  #rest(schema: Schema, depth: number): Type | undefined {
    if (!isMap(schema)) return undefined;
    const { additionalProperties, patternProperties = {} } = schema;
    const parts = [
      ...Object.values(patternProperties),
      ...(isSchema(additionalProperties) ? [additionalProperties] : []),
    ];
    const isOpen = additionalProperties === undefined || additionalProperties === true;
    return isOpen ? UNKNOWN : union(parts.map((part) => this.print(part, depth + 1, true)));
  }

  /**
   * `{ name: string; note?: string }`. What is required here and described elsewhere in the same
   * whole is of the type that it has there.
   */
  members(schema: Schema, depth: number, around: Around = []): string {
    const properties = Object.entries(schema.properties ?? {});
    const required = new Set(schema.required ?? []);
    const types: Type[] = [];
    const lines = properties.map(([name, member]) => {
      const type = this.print(member, depth + 1, true);
      types.push(type);
      return `${docOf(member)}${typePropertyName(name)}${required.has(name) ? '' : '?'}: ${type.text};`;
    });
    const declared = new Set(properties.map(([name]) => name));
    for (const name of required) {
      if (declared.has(name)) continue;
      const elsewhere = describedIn(around, name);
      const type = elsewhere ? this.print(elsewhere, depth + 1, true) : UNKNOWN;
      lines.push(`${typePropertyName(name)}: ${type.text};`);
    }
    const rest = this.#rest(schema, depth);
    // An index signature covers the declared members, too.
    if (rest)
      lines.push(
        `[name: string]: ${union([rest, ...(lines.length > types.length ? [UNKNOWN] : types)]).text};`,
      );
    return `{\n${lines.join('\n')}\n}`;
  }
}

/** What the innermost of the objects that says anything of a member says. */
const describedIn = (around: Around, name: string): Schema | undefined =>
  around
    .flatMap(({ properties }) => properties.get(name)?.schema ?? [])
    .find((schema) => Object.keys(schema).length > 0);

function docOf(schema: Schema | boolean): string {
  if (typeof schema !== 'object') return '';
  const text = commentText(schema.description ?? '');
  if (schema.deprecated !== true) return text === '' ? '' : `/** ${text} */\n`;
  const lines = text === '' ? [] : [text, ''];
  return `/**\n${[...lines, DEPRECATED].map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}

const DEPRECATED = '@deprecated by the description.';

const isSchema = (value: Schema | boolean | undefined): value is Schema =>
  typeof value === 'object';

const hasMembers = (schema: Schema): boolean =>
  Object.keys(schema.properties ?? {}).length > 0 || (schema.required ?? []).length > 0;

/** Whether something is said of members beyond those declared by name. */
const isMap = (schema: Schema): boolean =>
  isSchema(schema.additionalProperties) || Object.keys(schema.patternProperties ?? {}).length > 0;

/** Whether several schemas describe one and the same object. */
const isMixed = (schema: Schema): boolean =>
  schema.allOf !== undefined ||
  ((schema.anyOf ?? schema.oneOf) !== undefined && hasMembers(schema));

const isComposed = (schema: Schema): boolean =>
  (schema.$ref ?? schema.allOf ?? schema.anyOf ?? schema.oneOf) !== undefined;

function isOfType(value: unknown, type: string): boolean {
  if (value === null) return type === 'null';
  if (Array.isArray(value)) return type === 'array';
  return typeof value === (type === 'integer' ? 'number' : type);
}

/** A type of more literals than these helps nobody, and costs the compiler and the formatter much. */
const MOST_LITERALS = 1000;

/** The literals themselves, or what kinds of values they are. */
function valuesType(values: readonly unknown[]): Type {
  if (values.length <= MOST_LITERALS) return union(values.map(literalType));
  const kinds = new Set(values.map((value) => (value === null ? 'null' : typeof value)));
  return union(
    [...kinds].map((kind) =>
      kind === 'object' ? UNKNOWN : ({ text: kind, kind: 'atom' } as const),
    ),
  );
}
