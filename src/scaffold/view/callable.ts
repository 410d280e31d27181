import type { Operation, SecurityScheme, ServiceModel } from '../../model/types.ts';

/**
 * Whether anybody can be let in: an operation is refused to all when every alternative names a
 * scheme that is not declared, or two that both want the one Authorization header.
 */
export function isCallable({ security }: Operation, { securitySchemes }: ServiceModel): boolean {
  const declared = new Map(securitySchemes.map((scheme) => [scheme.name, scheme]));
  return (
    security.length === 0 ||
    security.some((alternative) => {
      const schemes = Object.keys(alternative).map((name) => declared.get(name));
      const words = new Set(schemes.flatMap((scheme) => (scheme && authorization(scheme)) ?? []));
      return schemes.every((scheme) => scheme !== undefined) && words.size <= 1;
    })
  );
}

/** The word that opens the Authorization header; nothing where the credential travels elsewhere. */
function authorization({ type, parameter }: SecurityScheme): string | undefined {
  if (type === 'apiKey' || type === 'mutualTLS') return undefined;
  if (type === 'http') return parameter?.toLowerCase();
  return type === 'basic' ? 'basic' : 'bearer';
}
