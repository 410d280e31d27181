/** JSON with sorted members: the same text for the same value, however it came about. */
export const stableJson = (value: unknown): string => print(value, undefined, new Map());

/** The same of what holds schemas, without their prose; a property that is called `title` is none. */
export const stableJsonWithoutProse = (value: unknown): string => print(value, 'schema', new Map());

/** Members that tell a reader something and ask nothing of a message. */
const PROSE = new Set(['description', 'summary', 'title', 'example', 'examples', '$comment']);

/** Keywords whose members are names that the description chose. */
const NAMED = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas', 'mapping']);

/** What the members of a value are, where prose is to be left out. */
type Members = 'schema' | 'names' | undefined;

/** @param names texts of the names that were met, which are few and come again and again */
function print(value: unknown, members: Members, names: Map<string, string>): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) {
      const printed = print(item, members && 'schema', names);
      text += text === '' ? printed : `,${printed}`;
    }
    return `[${text}]`;
  }
  for (const name of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    if (member === undefined) continue;
    if (members === 'schema' && (PROSE.has(name) || name.startsWith('x-'))) continue;
    let printed = names.get(name);
    if (printed === undefined) names.set(name, (printed = `${JSON.stringify(name)}:`));
    text += text === '' ? printed : `,${printed}`;
    const below = members === 'schema' && NAMED.has(name) ? 'names' : 'schema';
    text += print(member, members && below, names);
  }
  return `{${text}}`;
}

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
