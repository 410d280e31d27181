import type { OpenApi, Operation } from '../spec/openapi.ts';
import { identifier, Namespace } from './names.ts';
import type { SecurityRequirement, SecurityScheme } from './types.ts';

/** The declared security schemes by how their credentials travel. */
export function whichSchemes(api: OpenApi): SecurityScheme[] {
  const names = new Namespace();
  return Object.entries(api.components?.securitySchemes ?? {}).map(([name, scheme]) => {
    const kind = scheme.scheme?.toLowerCase();
    const type =
      scheme.type === 'http'
        ? kind === 'basic' || kind === 'bearer'
          ? kind
          : 'http'
        : scheme.type;
    const parameter =
      scheme.type === 'apiKey' ? scheme.name : type === 'http' ? scheme.scheme : undefined;
    return {
      name,
      identifier: names.take(identifier(name, 'scheme')),
      type,
      ...(scheme.in !== undefined && { in: scheme.in }),
      ...(parameter !== undefined && { parameter }),
      ...(scheme.description !== undefined && { description: scheme.description }),
    };
  });
}

/** An operation's own requirements, else the description's; an empty list asks for nothing. */
export function whichSecurity(api: OpenApi, operation: Operation): readonly SecurityRequirement[] {
  return operation.security ?? api.security ?? [];
}
