import type { Schema } from '../spec/openapi.ts';
import { objectShape } from './object-shape.ts';
import { itemsOf, type Schemas, unwrapNull } from './schema-shape.ts';

const MAX_DEPTH = 6;
const MAX_PATHS = 50;

/** Paths to writeOnly members inside a JSON value; `*` stands for every element of a list. */
export function writeOnlyPaths(schema: Schema, schemas: Schemas): string[][] {
  const found: string[][] = [];
  collect(schema, schemas, [], found);
  return found;
}

function collect(
  schema: Schema,
  schemas: Schemas,
  path: readonly string[],
  found: string[][],
): void {
  if (path.length > MAX_DEPTH || found.length >= MAX_PATHS) return;
  const items = itemsOf(schema, schemas);
  if (items) {
    collect(items, schemas, [...path, '*'], found);
    return;
  }
  for (const [name, { schema: member }] of objectShape(schema, schemas)?.properties ?? []) {
    const { schema: plain } = unwrapNull(member, schemas);
    if (plain.writeOnly === true || member.writeOnly === true) found.push([...path, name]);
    else if (plain.type === 'object' || plain.type === 'array' || plain.properties || plain.allOf)
      collect(plain, schemas, [...path, name], found);
  }
}
