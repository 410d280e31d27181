import type { RawOperation } from './raw-operations.ts';
import { toldOperation } from './told.ts';

/** `Create or update`, `CreateOrUpdate`, `upsert`: what a PUT of something that is not there does. */
const SAYS =
  /\bupsert|\b(?:create|add|insert)s?[ _-]?or[ _-]?(?:update|replace|overwrite|modif)|\b(?:update|replace|modif(?:y|ie)|set)s?[ _-]?or[ _-]?(?:create|add|insert)/i;

/** `Creates a lab`, `createLab`: what begins so. */
const MAKES =
  /^\W*(?:<\w+>\s*)?(?:asynchronously )?(?:create|add|define|provision|register|store)s?\b/i;

/** How much of a description says what an operation does. */
const START = 200;

/**
 * Whether a PUT makes what is not there yet, under the name that its path gives it (RFC 9110, section
 * 9.3.4): it declares the 201 of that, with the same answer as for a change, or its words say so, or
 * begin with making it.
 */
export function makesItem(raw: RawOperation): boolean {
  if (raw.method !== 'put' || raw.itemParameter === undefined || raw.isKeyInQuery) return false;
  const { kind } = toldOperation(raw);
  if (kind !== undefined) return kind === 'upsert';
  const { responses } = raw.operation;
  const made = responses?.['201'];
  return made === undefined
    ? saysUpsert(raw) || textsOf(raw).some((text) => MAKES.test(text))
    : contentOf(made) === contentOf(responses?.[raw.success.status]);
}

/** Whether an operation is called, or said, to make what is not there and to change what is. */
export const saysUpsert = (raw: RawOperation): boolean =>
  textsOf(raw).some((text) => SAYS.test(text));

/** What an operation is called, in words, and how it is described. */
function textsOf({ operation }: RawOperation): string[] {
  const { operationId = '', summary = '', description = '' } = operation;
  const id = operationId.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
  return [id, summary, description.slice(0, START)];
}

const contentOf = (response: unknown): string =>
  JSON.stringify((response as { content?: unknown } | undefined)?.content ?? {});
