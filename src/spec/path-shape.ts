/** A path whatever its parameters are called; a slash at its end makes no other. */
export const pathShape = (path: string): string =>
  path.replace(/\{[^}]*\}/g, '{}').replace(/(?<=.)\/$/, '');
