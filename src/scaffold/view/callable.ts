import type {
  Operation,
  SecurityRequirement,
  SecurityScheme,
  ServiceModel,
} from '../../model/types.ts';

/**
 * Whether anybody can be let in: an operation is refused to all when every alternative names a
 * scheme that is not declared, or two that both want the one Authorization header.
 */
export const isCallable = ({ security }: Operation, model: ServiceModel): boolean =>
  security.length === 0 || security.some((alternative) => met(alternative, model) !== undefined);

/** The schemes whose credentials tests show: those of the first alternative that can be met. */
export function credentialsOf({ security }: Operation, model: ServiceModel): SecurityScheme[] {
  for (const alternative of security) {
    const schemes = met(alternative, model);
    if (schemes) return schemes;
  }
  return [];
}

/** The schemes of an alternative; nothing where they cannot be met together. */
function met(
  alternative: SecurityRequirement,
  { securitySchemes }: ServiceModel,
): SecurityScheme[] | undefined {
  const names = Object.keys(alternative);
  const schemes = names.flatMap((name) => securitySchemes.find((one) => one.name === name) ?? []);
  const words = new Set(schemes.flatMap((scheme) => authorization(scheme) ?? []));
  return schemes.length === names.length && words.size <= 1 ? schemes : undefined;
}

/** The word that opens the Authorization header; nothing where the credential travels elsewhere. */
function authorization({ type, parameter }: SecurityScheme): string | undefined {
  if (type === 'apiKey' || type === 'mutualTLS') return undefined;
  if (type === 'http') return parameter?.toLowerCase();
  return type === 'basic' ? 'basic' : 'bearer';
}
