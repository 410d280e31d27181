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
  if (found.length >= MAX_PATHS || !hasAny(schema, schemas, MAX_DEPTH - path.length)) return;
  const items = itemsOf(schema, schemas);
  if (items) {
    collect(items, schemas, [...path, '*'], found);
    return;
  }
  for (const { name, plain, isHidden } of membersOf(schema, schemas)) {
    if (isHidden) found.push([...path, name]);
    else if (isStructure(plain)) collect(plain, schemas, [...path, name], found);
  }
}

/** Whether schemas hold a writeOnly member within so many steps, by the number of steps. */
const known = new WeakMap<Schemas, WeakMap<Schema, Map<number, boolean>>>();

/**
 * Whether the walk leads anywhere. Answered once for each schema and number of steps: where every
 * schema refers to many others, there are more paths than can be walked.
 */
function hasAny(schema: Schema, schemas: Schemas, steps: number): boolean {
  if (steps < 0) return false;
  const ofSchemas = known.get(schemas) ?? new WeakMap<Schema, Map<number, boolean>>();
  known.set(schemas, ofSchemas);
  const answers = ofSchemas.get(schema) ?? new Map<number, boolean>();
  ofSchemas.set(schema, answers);
  const before = answers.get(steps);
  if (before !== undefined) return before;
  const items = itemsOf(schema, schemas);
  const answer = items
    ? hasAny(items, schemas, steps - 1)
    : membersOf(schema, schemas).some(
        ({ plain, isHidden }) =>
          isHidden || (isStructure(plain) && hasAny(plain, schemas, steps - 1)),
      );
  answers.set(steps, answer);
  return answer;
}

interface Member {
  readonly name: string;
  readonly plain: Schema;
  readonly isHidden: boolean;
}

const membersOf = (schema: Schema, schemas: Schemas): Member[] =>
  [...(objectShape(schema, schemas)?.properties ?? [])].map(([name, { schema: member }]) => {
    const { schema: plain } = unwrapNull(member, schemas);
    return { name, plain, isHidden: plain.writeOnly === true || member.writeOnly === true };
  });

const isStructure = ({ type, properties, allOf }: Schema): boolean =>
  type === 'object' || type === 'array' || properties !== undefined || allOf !== undefined;
