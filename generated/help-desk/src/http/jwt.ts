import { type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { type Verifier } from './auth.ts';
import { Problem } from './problem.ts';

/** Whose tokens are taken, and for whom they must be meant. */
export interface TokenIssuer {
  issuer: string;
  audience: string;
  /** Where the issuer's keys are; its OpenID Connect configuration tells, unless this does. */
  keysUrl?: string | undefined;
}

/** Signatures that whoever checks them cannot make. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** Verifies JSON Web Tokens (RFC 7519) by the keys that their issuer publishes. */
export function jwtVerifier(from: TokenIssuer): Verifier {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  return async (credential) => {
    const { errors, jwtVerify } = await import('jose');
    try {
      keys ??= keysOf(from);
      const { payload } = await jwtVerify(credential, await keys, {
        issuer: from.issuer,
        audience: from.audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
      });
      return { id: String(payload.sub), scopes: scopesOf(payload), claims: payload };
    } catch (error) {
      // A token that is not in order is nobody's; one that cannot be looked into may be.
      const isToken = error instanceof errors.JOSEError && !isAboutKeys(error.code);
      if (isToken) return undefined;
      keys = undefined;
      throw new Problem(503, 'Credentials cannot be verified now. Try again.');
    }
  };
}

const isAboutKeys = (code: string): boolean =>
  ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'].includes(code);

async function keysOf({ issuer, keysUrl }: TokenIssuer): Promise<JWTVerifyGetKey> {
  const { createRemoteJWKSet } = await import('jose');
  return createRemoteJWKSet(new URL(keysUrl ?? (await discoverKeys(issuer))));
}

/** OpenID Connect Discovery 1.0, section 4. */
async function discoverKeys(issuer: string): Promise<string> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    redirect: 'error',
    signal: AbortSignal.timeout(5000),
  });
  const found = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (found.issuer !== issuer)
    throw new Error(`${issuer} has the configuration of another issuer.`);
  return String(found.jwks_uri);
}

/** Scopes as RFC 8693 has them, or as a list. */
function scopesOf({ scope, scp, roles }: JWTPayload): string[] {
  return [scope, scp, roles].flatMap((claim) => {
    if (typeof claim === 'string') return claim.split(' ').filter((word) => word !== '');
    return Array.isArray(claim) ? claim.filter((word) => typeof word === 'string') : [];
  });
}
