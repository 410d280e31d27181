/** Members that every object has: `{}` has a `constructor`, of which a schema knows nothing. */
const INHERITED: ReadonlySet<string> = new Set([
  'constructor',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'toString',
  'valueOf',
]);

/** Whether an object that leaves a member out has one of that name all the same. */
export const isInherited = (name: string): boolean => INHERITED.has(name);
