import type { Schema } from '../../spec/openapi.ts';
import { objectLiteral } from './object-literal.ts';

/** A list of findings, or a map of them, in the words of the description's own schema. */
export function findingsExpression(schema: Schema | undefined): string {
  const items = itemsIn(schema);
  if (typeIs(schema, 'object'))
    return `Object.fromEntries(findingsOf(problem).map(({ pointer, detail }) => [pointer, ${mapped(schema)}]))`;
  if (typeIs(schema, 'string')) return 'problem.message';
  if (typeIs(items, 'string')) return 'findingsOf(problem).map(({ detail }) => detail)';
  const members = findingMembers(items);
  if (members === undefined) return 'findingsOf(problem)';
  const read = ['pointer', 'detail'].filter((word) =>
    members.some(({ expression }) => new RegExp(`\\b${word}\\b(?!['":])`).test(expression)),
  );
  const finding = read.length === 0 ? '' : `{ ${read.join(', ')} }`;
  return `findingsOf(problem).map((${finding}) => (${objectLiteral(members)}))`;
}

const itemsIn = (schema: Schema | undefined): Schema | undefined =>
  schema && !Array.isArray(schema.items) && typeof schema.items === 'object'
    ? schema.items
    : undefined;

/** What a map of findings holds for each pointer: a list, where the description leaves it open. */
function mapped(schema: Schema | undefined): string {
  const values = schema?.additionalProperties;
  const value = typeof values === 'object' ? values : undefined;
  const told = (one: Schema | undefined): string => {
    const members = findingMembers(one);
    if (members) return objectLiteral(members);
    return typeIs(one, 'object') ? '{ detail }' : 'detail';
  };
  return typeIs(value, 'string') || typeIs(value, 'object')
    ? told(value)
    : `[${told(itemsIn(value))}]`;
}

/** The members of a finding, where its schema names some. */
function findingMembers(
  items: Schema | undefined,
  depth = 0,
): readonly { path: readonly string[]; expression: string }[] | undefined {
  const names = Object.keys(items?.properties ?? {});
  if (names.length === 0) return undefined;
  return names.flatMap((name) => {
    const member = items?.properties?.[name];
    const isRequired = items?.required?.includes(name) === true;
    const expression =
      findingMember(name, member) ?? (isRequired ? neutralMember(member, depth) : undefined);
    return expression === undefined ? [] : [{ path: [name], expression }];
  });
}

/** What a finding must have and we have no word for. */
function neutralMember(schema: Schema | boolean | undefined, depth: number): string {
  const plain = typeof schema === 'object' ? schema : {};
  if (plain.enum) return JSON.stringify(plain.enum[0]);
  if (typeIs(plain, 'integer') || typeIs(plain, 'number')) return '0';
  if (typeIs(plain, 'boolean')) return 'false';
  if (typeIs(plain, 'array')) return '[]';
  if (!typeIs(plain, 'object')) return 'detail';
  // A finding may be an error itself, which has findings of its own.
  const members = depth < DEEPEST ? findingMembers(plain, depth + 1) : undefined;
  return members ? objectLiteral(members) : '{}';
}

const DEEPEST = 3;

function findingMember(name: string, schema: Schema | boolean | undefined): string | undefined {
  if (typeof schema === 'object' && schema.type !== undefined && !typeIs(schema, 'string'))
    return undefined;
  const fixed = fixedText(typeof schema === 'object' ? schema : undefined);
  if (fixed !== undefined) return fixed;
  if (
    /^(?:field|path|pointer|source|location|loc|property|name|param|parameter|attribute|target)$/i.test(
      name,
    )
  )
    // The pointer to the whole is empty.
    return typeof schema === 'object' && (schema.minLength ?? 0) > 0 ? "pointer || '/'" : 'pointer';
  if (
    /^(?:message|detail|details|description|reason|error|msg|text|issue|title|problem|cause|explanation)$/i.test(
      name,
    )
  )
    return 'detail';
  if (/^(?:code|type|kind)$/i.test(name) && typeof schema === 'object' && !schema.enum)
    return 'problem.code';
  return undefined;
}

/** The only texts that a schema allows, of which the first is taken. */
export function fixedText(schema: Schema | undefined): string | undefined {
  const [variant] = schema?.anyOf ?? schema?.oneOf ?? [];
  const inner = typeof variant === 'object' ? variant : undefined;
  const first = schema?.const ?? schema?.enum?.[0] ?? inner?.const ?? inner?.enum?.[0];
  return typeof first === 'string' ? JSON.stringify(first) : undefined;
}

/** Whether a schema names a type. */
export const typeIs = (schema: Schema | undefined, type: string): boolean =>
  schema !== undefined && [schema.type].flat().includes(type as never);
