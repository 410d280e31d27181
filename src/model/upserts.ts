import type { RawOperation } from './raw-operations.ts';
import { toldOperation } from './told.ts';

/** `Create or update`, `CreateOrUpdate`, `upsert`: what a PUT of something that is not there does. */
const SAYS =
  /\bupsert|\b(?:create|add|insert)s?[ _-]?or[ _-]?(?:update|replace|overwrite|modif)|\b(?:update|replace|modif(?:y|ie)|set)s?[ _-]?or[ _-]?(?:create|add|insert)/i;
const LEAST = 200;

/**
 * Whether a PUT makes what is not there yet, under the name that its path gives it (RFC 9110, section
 * 9.3.4): it declares the 201 of that, with the same answer as for a change, or its words say so.
 */
export function makesItem(raw: RawOperation): boolean {
  if (raw.method !== 'put' || raw.itemParameter === undefined || raw.isKeyInQuery) return false;
  const { kind } = toldOperation(raw);
  if (kind !== undefined) return kind === 'upsert';
  const { responses } = raw.operation;
  const made = responses?.['201'];
  return made === undefined
    ? saysUpsert(raw)
    : contentOf(made) === contentOf(responses?.[raw.success.status]);
}

/** Whether an operation is called, or said, to make what is not there and to change what is. */
export function saysUpsert({ operation }: RawOperation): boolean {
  const { operationId = '', summary = '', description = '' } = operation;
  const id = operationId.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
  return [id, summary, description.slice(0, LEAST)].some((text) => SAYS.test(text));
}

const contentOf = (response: unknown): string =>
  JSON.stringify((response as { content?: unknown } | undefined)?.content ?? {});
