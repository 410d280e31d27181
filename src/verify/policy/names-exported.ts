import type { Finding } from '../finding.ts';
import { isRelative } from '../service-tree.ts';
import type { TreePolicy } from './policy.ts';

/** Every name imported from a file of the service is exported there. */
export const namesExported: TreePolicy = (tree) => {
  const found: Finding[] = [];
  for (const [path, { imports }] of tree.modules) {
    for (const { specifier, names } of imports) {
      if (!isRelative(specifier)) continue;
      const target = tree.resolve(path, specifier);
      for (const { name, at } of names) {
        if (tree.exports(target, name)) continue;
        const message = `${target} does not export ${name}; export it there, or leave the import out.`;
        found.push({ code: 'SW4203', path, message, at });
      }
    }
  }
  return found;
};
