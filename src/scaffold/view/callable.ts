import type { Operation, ServiceModel } from '../../model/types.ts';

/**
 * Whether anybody can be let in: an operation whose every alternative names a scheme that is not
 * declared is refused to all.
 */
export function isCallable({ security }: Operation, { securitySchemes }: ServiceModel): boolean {
  const declared = new Set(securitySchemes.map(({ name }) => name));
  return (
    security.length === 0 ||
    security.some((alternative) => Object.keys(alternative).every((name) => declared.has(name)))
  );
}
