import { ts } from '@ts-morph/common';
import type { NodePolicy } from './policy.ts';

/** `any` switches the compiler off for whatever it touches. */
export const noAny: NodePolicy = {
  code: 'SW4101',
  breaks: (node) =>
    node.kind === ts.SyntaxKind.AnyKeyword
      ? 'The type any switches type checking off here; the template must name the type, or use unknown.'
      : undefined,
};
