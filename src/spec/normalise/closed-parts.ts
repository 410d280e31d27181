import { isObject, type Members } from '../json.ts';
import { quoted } from '../references/sources.ts';
import type { Reading } from './reading.ts';
import { SCHEMA_PREFIX } from '../schema-reference.ts';

/** Members whose values are data, in which nothing is a schema. */
const DATA = new Set(['example', 'examples', 'enum', 'const', 'default']);

/**
 * `additionalProperties` sees the properties beside it and no others (JSON Schema 2020-12, core,
 * section 10.3.2.3). A part of a composition that is closed by it forbids what the other parts
 * declare, so that no value could have both. What is meant is beyond doubt: such a part is opened.
 */
export function openClosedParts(
  document: Members,
  schemas: ReadonlyMap<string, unknown>,
  reading: Reading,
): void {
  const stack: unknown[] = [document];
  const seen = new Set<object>();
  while (stack.length > 0) {
    const node = stack.pop();
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    if (isObject(node) && !Array.isArray(node)) openParts(node, schemas, reading);
    for (const name of Object.keys(node)) {
      const member = (node as Members)[name];
      if (typeof member === 'object' && member !== null && !DATA.has(name)) stack.push(member);
    }
  }
}

function openParts(node: Members, schemas: ReadonlyMap<string, unknown>, reading: Reading): void {
  const { allOf, anyOf, oneOf } = node;
  // Most are no compositions.
  if (allOf === undefined && anyOf === undefined && oneOf === undefined) return;
  const choices = [anyOf, oneOf].flat().filter(isObject);
  if (!Array.isArray(allOf) && choices.length === 0) return;
  const own = partsOf(node, schemas);
  openAmong(own, reading);
  for (const choice of choices) openAmong([...own, ...partsOf(choice, schemas)], reading);
}

/** A schema and all that its `allOf` makes part of it. */
function partsOf(
  node: Members,
  schemas: ReadonlyMap<string, unknown>,
  seen: ReadonlySet<Members> = new Set(),
): Members[] {
  if (seen.has(node)) return [];
  const inside = new Set([...seen, node]);
  const target =
    typeof node.$ref === 'string' ? schemas.get(node.$ref.slice(SCHEMA_PREFIX.length)) : undefined;
  const parts = [target, ...(Array.isArray(node.allOf) ? (node.allOf as unknown[]) : [])];
  return [node, ...parts.filter(isObject).flatMap((part) => partsOf(part, schemas, inside))];
}

function openAmong(parts: readonly Members[], reading: Reading): void {
  for (const part of new Set(parts)) {
    if (part.additionalProperties !== false) continue;
    const known = new Set(namesOf(part));
    const foreign = parts.flatMap(namesOf).filter((name) => !known.has(name));
    if (foreign.length === 0) continue;
    delete part.additionalProperties;
    const place = reading.placeOf(part);
    const names = [...new Set(foreign)].slice(0, 4).map(quoted).join(', ');
    const message = `This schema forbids all members but its own, and is composed with one that has ${names}. It is taken to allow them. Use unevaluatedProperties on the whole instead.`;
    if (place) reading.findings.repaired('SW1215', place, message);
  }
}

const namesOf = ({ properties }: Members): string[] =>
  isObject(properties) ? Object.keys(properties) : [];
