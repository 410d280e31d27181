import { createHash, timingSafeEqual } from 'node:crypto';
import { type Verifier, type Verifiers } from './http/auth.ts';

/**
 * Who may call this service. As it comes, each scheme knows the credentials that its environment
 * variable lists, separated by commas, and nobody where it lists none. Replace a verifier by one
 * that asks your identity provider.
 */
export const verifiersFrom = (environment: NodeJS.ProcessEnv): Verifiers => ({
  basic: basicFrom(environment, 'AUTH_BASIC'),
});

export const verifiers = verifiersFrom(process.env);

function listedIn(environment: NodeJS.ProcessEnv, variable: string): Verifier {
  const listed = credentialsOf(environment[variable] ?? '');
  return (credential) => {
    const index = listed.findIndex((known) => sameText(known, credential));
    return index < 0 ? undefined : { id: `${variable}#${index + 1}`, scopes: '*' };
  };
}

/** Credentials of HTTP Basic are base64 of `user:password` (RFC 7617), and are listed in plain. */
function basicFrom(environment: NodeJS.ProcessEnv, variable: string): Verifier {
  const verify = listedIn(environment, variable);
  return (credential, request) =>
    verify(Buffer.from(credential, 'base64').toString('utf8'), request);
}

function credentialsOf(list: string): string[] {
  const listed = list.split(',').map((text) => text.trim());
  return listed.filter((text) => text !== '');
}

/** Compares digests, in a time that tells nothing of where two texts differ. */
function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
