import { ts } from '@ts-morph/common';
import type { NodePolicy } from './policy.ts';

/** A default export has no name of its own, so each importer invents one. Tools' settings need it. */
export const noDefaultExport: NodePolicy = {
  code: 'SW4104',
  breaks(node, source) {
    const found =
      ts.isExportAssignment(node) ||
      node.kind === ts.SyntaxKind.DefaultKeyword ||
      (ts.isExportSpecifier(node) && node.name.text === 'default');
    return found && !/(?:^|\/)[^/]+\.config\.ts$/.test(source.fileName)
      ? 'A default export has no name to import it by; the template must export it by name.'
      : undefined;
  },
};
