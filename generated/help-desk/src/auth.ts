import { createHash, timingSafeEqual } from 'node:crypto';
import { type Verifier, type Verifiers } from './http/auth.ts';
import { jwtVerifier } from './http/jwt.ts';

/**
 * Who may call this service. As it comes, each scheme knows the credentials that its environment
 * variable lists, separated by commas, and bearer tokens also those that the issuer of `JWT_ISSUER`
 * has signed for `JWT_AUDIENCE`; and nobody where nothing is set. Replace a verifier by your own.
 */
export function verifiersFrom(environment: NodeJS.ProcessEnv): Verifiers {
  const issued = issuedIn(environment);
  return {
    token: either(listedIn(environment, 'AUTH_TOKEN'), issued),
  };
}

export const verifiers = verifiersFrom(process.env);

/** Compares digests, and all of them, in a time that tells nothing of what is listed. */
function listedIn(environment: NodeJS.ProcessEnv, variable: string): Verifier {
  const listed = credentialsOf(environment[variable] ?? '').map(digestOf);
  return (credential) => {
    const given = digestOf(credential);
    const same = listed.map((known) => timingSafeEqual(known, given));
    const index = same.indexOf(true);
    return index < 0 ? undefined : { id: `${variable}#${index + 1}`, scopes: '*' };
  };
}

/** JSON Web Tokens, where the environment names their issuer. */
function issuedIn({
  JWT_ISSUER: issuer,
  JWT_AUDIENCE: audience,
  JWT_JWKS_URL: keysUrl,
}: NodeJS.ProcessEnv): Verifier {
  if (!issuer) return () => undefined;
  if (!audience)
    throw new Error('JWT_AUDIENCE must say for whom tokens are meant, since JWT_ISSUER is set.');
  return jwtVerifier({ issuer, audience, keysUrl: keysUrl || undefined });
}

function either(one: Verifier, other: Verifier): Verifier {
  return async (credential, request) =>
    (await one(credential, request)) ?? other(credential, request);
}

function credentialsOf(list: string): string[] {
  const listed = list.split(',').map((text) => text.trim());
  return listed.filter((text) => text !== '');
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
