import type { ServiceModel } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { stringLiteral } from '../encode.ts';
import { isCallable } from './callable.ts';
import { sampleUrl } from './test-view.ts';

/** An operation by which `tests/auth.test.ts.hbs` asks who may call. */
export interface SecuredView {
  readonly id: string;
  readonly method: string;
  readonly url: Code;
  /** Whether no credentials suffice without scopes. */
  readonly hasScopes: boolean;
  /** Scopes of the first alternative, as a list. */
  readonly scopes: Code;
}

/** The first operation that asks for credentials which tests can send; one with scopes is better. */
export function securedView(model: ServiceModel): SecuredView | undefined {
  const known = new Set(model.securitySchemes.map(({ name }) => name));
  const candidates = model.resources
    .flatMap(({ operations }) => operations)
    .filter(
      (operation) =>
        operation.security.length > 0 &&
        isCallable(operation, model) &&
        !['trace', 'query', 'head'].includes(operation.method) &&
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
  const scopes = [...new Set(Object.values(chosen.security[0] ?? {}).flat())];
  return {
    id: chosen.id,
    method: chosen.method.toUpperCase(),
    url: code(sampleUrl(chosen, model)),
    hasScopes: scoped !== undefined,
    scopes: code(`[${scopes.map(stringLiteral).join(', ')}]`),
  };
}
