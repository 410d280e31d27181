import type { ServiceModel } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { stringLiteral } from '../encode.ts';
import { isCallable } from './callable.ts';
import { credentialView, shownCredential } from './credentials.ts';
import { sampleUrl } from './test-url.ts';

/** An operation by which `tests/auth.test.ts.hbs` asks who may call. */
export interface SecuredView {
  readonly id: string;
  readonly method: string;
  readonly url: Code;
  /** Whether no credentials suffice without scopes. */
  readonly hasScopes: boolean;
  /** Scopes of the first alternative, as a list. */
  readonly scopes: Code;
  /** What asks for credentials, in the header `WWW-Authenticate`. */
  readonly challenge: string | undefined;
  /** For each scheme that suffices somewhere, a request that shows its credential. */
  readonly places: readonly { scheme: string; request: Code }[];
}

/** What `tests/service/auth.test.ts.hbs` shows: no word ends it early. */
const CREDENTIAL = 'open=sesame';

/** The first operation that asks for credentials which tests can send; one with scopes is better. */
export function securedView(model: ServiceModel): SecuredView | undefined {
  const known = new Set(model.securitySchemes.map(({ name }) => name));
  const candidates = model.resources
    .flatMap(({ operations }) => operations)
    .filter(
      (operation) =>
        operation.security.length > 0 &&
        isCallable(operation, model) &&
        !['trace', 'head'].includes(operation.method) &&
        operation.security.every((alternative) => {
          const names = Object.keys(alternative);
          return names.length > 0 && names.every((name) => known.has(name));
        }),
    );
  const scoped = candidates.find(({ security }) =>
    security.every((alternative) => Object.values(alternative).flat().length > 0),
  );
  const chosen = scoped ?? candidates[0];
  if (!chosen) return undefined;
  const asked = chosen.security.flatMap(Object.keys).flatMap((name) => {
    const scheme = model.securitySchemes.find((one) => one.name === name);
    return (scheme && credentialView(scheme).challenge) ?? [];
  });
  const places = model.securitySchemes.flatMap((scheme) => {
    const operation = candidates.find(({ security }) =>
      security.some((alternative) => Object.keys(alternative).join() === scheme.name),
    );
    if (!operation) return [];
    const shown = shownCredential(scheme, code(sampleUrl(operation, model)), CREDENTIAL);
    const method = stringLiteral(operation.method.toUpperCase());
    return [{ scheme: scheme.name, request: code(`{ method: ${method}, ${shown} }`) }];
  });
  const scopes = [...new Set(Object.values(chosen.security[0] ?? {}).flat())];
  return {
    id: chosen.id,
    method: chosen.method.toUpperCase(),
    url: code(sampleUrl(chosen, model)),
    hasScopes: scoped !== undefined,
    challenge: asked.length > 0 ? [...new Set(asked)].join(', ') : undefined,
    places,
    scopes: code(`[${scopes.map(stringLiteral).join(', ')}]`),
  };
}
