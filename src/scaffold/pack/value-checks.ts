/** Where a value stands in another. */
export type Path = readonly (string | number)[];

/** A value that is not what it must be. */
export interface Fault {
  readonly path: Path;
  readonly why: string;
}

/** Says what is wrong with a value, if anything is. */
export type Check = (value: unknown, path: Path) => Fault[];

/** A text of a form. */
export const text =
  (pattern: RegExp, wanted: string): Check =>
  (value, path) =>
    typeof value === 'string' && pattern.test(value) ? [] : [{ path, why: `must be ${wanted}` }];

export const list =
  (item: Check): Check =>
  (value, path) =>
    Array.isArray(value)
      ? value.flatMap((one: unknown, index) => item(one, [...path, index]))
      : [{ path, why: 'must be a list' }];

/** An object whose members may have any name. */
export const table =
  (member: Check): Check =>
  (value, path) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, one]) => member(one, [...path, name]))
      : [{ path, why: 'must be an object' }];

/** An object with members of these names, and no others. */
export const object =
  (members: Readonly<Record<string, Check>>, required: readonly string[] = []): Check =>
  (value, path) => {
    if (!isObject(value)) return [{ path, why: 'must be an object' }];
    const missing = required
      .filter((name) => !Object.hasOwn(value, name))
      .map((name) => ({ path, why: `lacks ${JSON.stringify(name)}` }));
    const found = Object.entries(value).flatMap(([name, one]) => {
      const check = Object.hasOwn(members, name) ? members[name] : undefined;
      if (check !== undefined) return check(one, [...path, name]);
      const known = Object.keys(members).join(', ');
      return [{ path: [...path, name], why: `is unknown: known are ${known}` }];
    });
    return [...missing, ...found];
  };

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
