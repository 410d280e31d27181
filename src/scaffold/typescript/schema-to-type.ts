import type { Schema } from '../../spec/openapi.ts';
import { commentText, stringLiteral, typePropertyName } from '../encode.ts';

export interface TypeContext {
  /** The TypeScript name of a component schema. */
  readonly typeName: (component: string) => string;
}

/** A type as text, with the component schemas that it refers to. */
export interface TypeText {
  readonly text: string;
  readonly references: ReadonlySet<string>;
}

const PREFIX = '#/components/schemas/';
const MAX_DEPTH = 40;

/** The TypeScript type of what a schema (JSON Schema 2020-12) accepts. */
export function typeOf(schema: Schema | boolean, context: TypeContext): TypeText {
  const printer = new TypePrinter(context);
  return { text: printer.print(schema, 0), references: printer.references };
}

/** The declaration of a component schema: an interface for plain objects, else a type alias. */
export function declare(name: string, schema: Schema | boolean, context: TypeContext): TypeText {
  const printer = new TypePrinter(context);
  const doc = typeof schema === 'object' && schema.description ? `/** ${commentText(schema.description)} */\n` : '';
  if (typeof schema === 'object' && isPlainObject(schema)) {
    const body = printer.members(schema, 0);
    return { text: `${doc}export interface ${name} ${body}`, references: printer.references };
  }
  const text = printer.print(schema, 0);
  return { text: `${doc}export type ${name} = ${text};`, references: printer.references };
}

/** Objects whose type is a list of members and nothing else. */
function isPlainObject(schema: Schema): boolean {
  const isObject = schema.type === 'object' || (schema.type === undefined && schema.properties !== undefined);
  const isComposed = schema.$ref ?? schema.allOf ?? schema.anyOf ?? schema.oneOf ?? schema.enum ?? schema.const;
  return isObject && isComposed === undefined && Object.keys(schema.properties ?? {}).length > 0 && !isMap(schema);
}

/** Members of any name: with declared ones beside them that takes an intersection. */
const isMap = (schema: Schema): boolean =>
  (typeof schema.additionalProperties === 'object' && schema.additionalProperties !== null) || schema.patternProperties !== undefined;

class TypePrinter {
  readonly references = new Set<string>();
  readonly #context: TypeContext;

  constructor(context: TypeContext) {
    this.#context = context;
  }

  print(schema: Schema | boolean, depth: number): string {
    if (schema === true) return 'unknown';
    if (schema === false) return 'never';
    if (depth > MAX_DEPTH) return 'unknown';
    const parts = this.#parts(schema, depth);
    const own = this.#own(schema, depth);
    if (own !== undefined) parts.push(own);
    if (parts.length === 0) return 'unknown';
    const known = [...new Set(parts)].filter((part, _index, all) => part !== 'unknown' || all.length === 1);
    return known.length === 1 ? (known[0] ?? 'unknown') : known.map(grouped).join(' & ');
  }

  /** What references and compositions contribute; all of it holds at once. */
  #parts(schema: Schema, depth: number): string[] {
    const parts: string[] = [];
    if (schema.$ref?.startsWith(PREFIX)) {
      const component = schema.$ref.slice(PREFIX.length);
      this.references.add(component);
      parts.push(this.#context.typeName(component));
    }
    for (const part of schema.allOf ?? []) parts.push(this.print(part, depth + 1));
    for (const variants of [schema.anyOf, schema.oneOf]) {
      if (!variants || variants.length === 0) continue;
      const real = variants.filter((variant) => typeof variant === 'boolean' || !isOnlyRequired(variant));
      if (real.length === 0) continue;
      const texts = [...new Set(real.map((variant) => this.print(variant, depth + 1)))];
      parts.push(texts.includes('unknown') ? 'unknown' : texts.map(grouped).join(' | '));
    }
    return parts;
  }

  /** What the schema itself says of type, values and members. */
  #own(schema: Schema, depth: number): string | undefined {
    if (schema.const !== undefined) return literal(schema.const);
    if (schema.enum) return [...new Set(schema.enum.map(literal))].join(' | ') || 'never';
    const types = [schema.type].flat().filter((type) => type !== undefined);
    if (types.length === 0) return this.#untyped(schema, depth);
    const isOpen = schema.$ref !== undefined || schema.allOf !== undefined || schema.anyOf !== undefined || schema.oneOf !== undefined;
    const texts = types.flatMap((type) => {
      // Beside a composition, a bare `type: object` says nothing new.
      if (type === 'object' && isOpen && schema.properties === undefined && !isMap(schema)) return [];
      return [this.#ofType(type, schema, depth)];
    });
    return texts.length === 0 ? undefined : [...new Set(texts)].join(' | ');
  }

  #untyped(schema: Schema, depth: number): string | undefined {
    if (schema.properties !== undefined || isMap(schema)) return this.#object(schema, depth);
    if (schema.items !== undefined || schema.prefixItems !== undefined) return this.#array(schema, depth);
    return undefined;
  }

  #ofType(type: string, schema: Schema, depth: number): string {
    switch (type) {
      case 'string':
        return 'string';
      case 'integer':
      case 'number':
        return 'number';
      case 'boolean':
        return 'boolean';
      case 'null':
        return 'null';
      case 'array':
        return this.#array(schema, depth);
      case 'object':
        return this.#object(schema, depth);
      default:
        return 'unknown';
    }
  }

  #array(schema: Schema, depth: number): string {
    if (schema.prefixItems && schema.prefixItems.length > 0) {
      const items = schema.prefixItems.map((item) => `(${this.print(item, depth + 1)})?`);
      const rest = schema.items === false ? [] : [`...${grouped(this.print(schema.items ?? true, depth + 1))}[]`];
      return `[${[...items, ...rest].join(', ')}]`;
    }
    return `${grouped(this.print(schema.items ?? true, depth + 1))}[]`;
  }

  #object(schema: Schema, depth: number): string {
    const hasMembers = Object.keys(schema.properties ?? {}).length > 0;
    const members = hasMembers ? this.members(schema, depth) : undefined;
    if (!isMap(schema)) return members ?? 'Record<string, unknown>';
    // Declared members may have other types than the rest, which an index signature cannot say.
    if (members !== undefined) return `${members} & Record<string, unknown>`;
    const values = [schema.additionalProperties, ...Object.values(schema.patternProperties ?? {})].filter((value) => value !== undefined && value !== false && value !== true);
    const texts = [...new Set(values.map((value) => this.print(value as Schema, depth + 1)))];
    return `Record<string, ${texts.join(' | ') || 'unknown'}>`;
  }

  /** `{ name: string; note?: string }` */
  members(schema: Schema, depth: number): string {
    const required = new Set(schema.required ?? []);
    const lines = Object.entries(schema.properties ?? {}).map(([name, member]) => {
      const doc = typeof member === 'object' && member.description ? `/** ${commentText(member.description)} */\n` : '';
      return `${doc}${typePropertyName(name)}${required.has(name) ? '' : '?'}: ${this.print(member, depth + 1)};`;
    });
    return `{\n${lines.join('\n')}\n}`;
  }
}

/** `anyOf: [{ required: [a] }, { required: [b] }]` says nothing that a type can say. */
const isOnlyRequired = (schema: Schema): boolean => {
  const keys = Object.keys(schema);
  return keys.length > 0 && keys.every((key) => key === 'required' || key === 'not' || key === 'title' || key === 'description');
};

const grouped = (text: string): string => (/[|&?\n]/.test(text) && !/^\{[^{}]*\}$/.test(text) && !/^Record<[^<>]*>$/.test(text) ? `(${text})` : text);

function literal(value: unknown): string {
  if (typeof value === 'string') return stringLiteral(value);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  return 'Record<string, unknown>';
}
