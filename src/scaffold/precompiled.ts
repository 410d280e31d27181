import type Handlebars from 'handlebars';

/**
 * Templates that were compiled when the package was built, by the hash of their text; the build
 * puts them here. A checkout has none: templates change there.
 */
export const precompiled: ReadonlyMap<string, Parameters<typeof Handlebars.template>[0]> =
  new Map();
