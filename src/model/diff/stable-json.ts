/** JSON with sorted members: the same text for the same value, however it came about. */
export const stableJson = (value: unknown): string => textOf(value, undefined);

/** The same of what holds schemas, without their prose; a property that is called `title` is none. */
export const stableJsonWithoutProse = (value: unknown): string => textOf(value, 'schema');

/** Members that tell a reader something and ask nothing of a message. */
const PROSE = new Set(['description', 'summary', 'title', 'example', 'examples', '$comment']);

/** Keywords whose members are names that the description chose. */
const NAMED = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas', 'mapping']);

/** What the members of a value are, where prose is to be left out. */
type Members = 'schema' | 'names' | undefined;

const textOf = (value: unknown, members: Members): string =>
  JSON.stringify(inOrder(value, members)) ?? 'null';

/**
 * A copy whose members always stand in the same order: numbers first, which objects keep so by
 * themselves, and then names in theirs.
 */
function inOrder(value: unknown, members: Members): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => inOrder(item, members && 'schema'));
  const copy: Record<string, unknown> = {};
  for (const name of namesOf(value, members)) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    const below = inOrder(member, membersOf(name, members));
    if (name === '__proto__') Object.defineProperty(copy, name, { value: below, enumerable: true });
    else copy[name] = below;
  }
  return copy;
}

function namesOf(value: object, members: Members): string[] {
  const names = Object.keys(value).sort();
  return members === 'schema'
    ? names.filter((name) => !PROSE.has(name) && !name.startsWith('x-'))
    : names;
}

const membersOf = (name: string, members: Members): Members =>
  members && (members === 'schema' && NAMED.has(name) ? 'names' : 'schema');

/**
 * Whether {@link stableJson} would be the same for both, without a text of either: the order of
 * members means nothing, and one that is undefined is not there.
 */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return isScalarJson(one) && isScalarJson(other) && stableJson(one) === stableJson(other);
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((item, index) => isSameJson(item, other[index]));
  }
  return isSameObject(one as JsonObject, other as JsonObject);
}

type JsonObject = Readonly<Record<string, unknown>>;

function isSameObject(one: JsonObject, other: JsonObject): boolean {
  let count = 0;
  for (const name of Object.keys(one)) {
    if (one[name] === undefined) continue;
    count++;
    if (!Object.hasOwn(other, name) || !isSameJson(one[name], other[name])) return false;
  }
  for (const name of Object.keys(other)) if (other[name] !== undefined) count--;
  return count === 0;
}

/** `undefined`, `NaN` and the infinities are told as `null`. */
const isScalarJson = (value: unknown): boolean => typeof value !== 'object' || value === null;
