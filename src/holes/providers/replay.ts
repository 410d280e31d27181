import { createHash } from 'node:crypto';
import {
  type ModelAnswer,
  type ModelProvider,
  type ModelRequest,
  ProviderError,
} from './provider.ts';

/** SHA-256 in hexadecimal of a request: the same for the same content, whatever the order of members. */
export const requestHash = (request: ModelRequest): string =>
  createHash('sha256').update(canonicalJson(request)).digest('hex');

/** JSON with the members of each object in the order of their names, and none that is undefined. */
const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, member) => sorted(member));

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  // By code units: the order must not depend on a locale.
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Answers requests that were answered before without asking, and asks for each other one once.
 * So a run that was stopped goes on with the answers that it would have had.
 *
 * @param known answers by {@link requestHash}
 */
export function replaying(
  provider: ModelProvider,
  known: ReadonlyMap<string, ModelAnswer>,
): ModelProvider {
  const answers = new Map(known);
  return {
    name: provider.name,
    async complete(request, options) {
      const hash = requestHash(request);
      const answer = answers.get(hash);
      if (answer === undefined) {
        const fresh = await provider.complete(request, options);
        answers.set(hash, fresh);
        return fresh;
      }
      if (options.signal?.aborted) throw new ProviderError('aborted', 'The run was stopped.');
      options.onText?.(answer.text.length);
      return answer;
    },
  };
}
