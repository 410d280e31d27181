import type { Parameter as SpecParameter, Schema } from '../spec/openapi.ts';
import { squash } from './names.ts';
import { objectShape } from './object-shape.ts';
import { type Schemas, unwrapNull } from './schema-shape.ts';
import type { BodyStep } from './types.ts';

/** A member of the body that a list is asked for by, as if it were a parameter of the query. */
export interface BodyMember {
  /** Named as a query would spell it: `filter[status]` for `status` in `filter`. */
  readonly parameter: SpecParameter;
  readonly path: readonly BodyStep[];
  /** The part of the body that it stands in, where that says what it is for. */
  readonly part: 'filter' | 'page' | undefined;
}

/** Objects that stand in each other are looked into so far: `filter.createdAt.gte`. */
const MAX_DEPTH = 2;

const FILTERS = /^(?:filters?|where|criteria|conditions?|query)$/;
const PAGES = /^(?:page|paging|pagination|pageinfo|pagerequest)$/;

/** Members that say how a value is compared: `{ createdAt: { gte, lt } }`. */
const COMPARISONS: ReadonlySet<string> = new Set(
  'ne gt gte lt lte in like contains prefix startswith'.split(' '),
);

/**
 * The members of a body, those of the objects that group filters, pages and comparisons one by one;
 * nothing where the body says no more than that it is an object.
 */
export function bodyMembers(
  schema: Schema | boolean | undefined,
  isRequired: boolean,
  schemas: Schemas,
): readonly BodyMember[] | undefined {
  const shape = objectShape(schema, schemas);
  if (typeof schema !== 'object' || !shape || shape.properties.size === 0) return undefined;
  if (typeof unwrapNull(schema, schemas).schema.additionalProperties === 'object') return undefined;
  return membersIn(schema, [], !isRequired, undefined, schemas);
}

function membersIn(
  schema: Schema,
  before: readonly BodyStep[],
  isHolderOptional: boolean,
  part: BodyMember['part'],
  schemas: Schemas,
): BodyMember[] {
  return [...(objectShape(schema, schemas)?.properties ?? [])].flatMap(
    ([name, { schema: own, required }]): BodyMember[] => {
      const path = [...before, { name, optional: isHolderOptional }];
      const { nullable } = unwrapNull(own, schemas);
      const inner = before.length < MAX_DEPTH ? groupOf(name, own, part, schemas) : undefined;
      if (inner) return membersIn(own, path, !required || nullable, inner.part, schemas);
      const isSure = required && path.every(({ optional }) => !optional);
      const parameter: SpecParameter = {
        in: 'query',
        name: spelled(path),
        required: isSure,
        schema: own,
      };
      return [{ parameter, path, part }];
    },
  );
}

/** The part of the body that an object's members are of, where they are asked for one by one. */
function groupOf(
  name: string,
  schema: Schema,
  part: BodyMember['part'],
  schemas: Schemas,
): { part: BodyMember['part'] } | undefined {
  const members = [...(objectShape(schema, schemas)?.properties.keys() ?? [])];
  if (members.length === 0) return undefined;
  const word = squash(name);
  if (part === undefined && FILTERS.test(word)) return { part: 'filter' };
  if (part === undefined && PAGES.test(word)) return { part: 'page' };
  return part !== 'page' && members.every((member) => COMPARISONS.has(squash(member)))
    ? { part: 'filter' }
    : undefined;
}

/** `filter[status]`, `page[size]`, `createdAt[gte]`, whatever the objects around are called. */
function spelled(path: readonly BodyStep[]): string {
  const [{ name: first = '' } = {}, ...others] = path;
  const word = squash(first);
  const group =
    others.length === 0 ? first : FILTERS.test(word) ? 'filter' : PAGES.test(word) ? 'page' : first;
  return [group, ...others.map(({ name }) => `[${name}]`)].join('');
}
