import { createHash, timingSafeEqual } from 'node:crypto';
import { type Verifier, type Verifiers } from './http/auth.ts';

/**
 * Who may call this service. As it comes, each scheme knows the credentials that its environment
 * variable lists, separated by commas; and nobody where nothing is set. Replace a verifier by your own.
 */
export function verifiersFrom(environment: NodeJS.ProcessEnv): Verifiers {
  return {
    apiKey: listedIn(environment, 'AUTH_API_KEY'),
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

function credentialsOf(list: string): string[] {
  const listed = list.split(',').map((text) => text.trim());
  return listed.filter((text) => text !== '');
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
