/** JSON with sorted members: the same text for the same value, however it came about. */
export const stableJson = (value: unknown): string => print(value, new Map());

/** @param names texts of the names that were met, which are few and come again and again */
function print(value: unknown, names: Map<string, string>): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[])
      text += text === '' ? print(item, names) : `,${print(item, names)}`;
    return `[${text}]`;
  }
  for (const name of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    if (member === undefined) continue;
    let printed = names.get(name);
    if (printed === undefined) names.set(name, (printed = `${JSON.stringify(name)}:`));
    text += text === '' ? printed : `,${printed}`;
    text += print(member, names);
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
  const [before, after] = [present(one), present(other)];
  return (
    before.length === after.length &&
    before.every(
      ([name, member]) =>
        Object.hasOwn(other, name) &&
        isSameJson(member, (other as Readonly<Record<string, unknown>>)[name]),
    )
  );
}

/** `undefined`, `NaN` and the infinities are told as `null`. */
const isScalarJson = (value: unknown): boolean => typeof value !== 'object' || value === null;

const present = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([, member]) => member !== undefined);
