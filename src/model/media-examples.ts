import type { MediaType } from '../spec/openapi.ts';
import type { JsonValue } from './types.ts';

/** The examples of a body (OpenAPI 3.1, section 4.8.14), without those that stand elsewhere. */
export function mediaExamples(media: MediaType): { examples?: readonly JsonValue[] } {
  const named = Object.values(media.examples ?? {}).flatMap((example) =>
    [example.value, example.dataValue].filter((value) => value !== undefined),
  );
  const found = [...(media.example === undefined ? [] : [media.example]), ...named].filter(isJson);
  return found.length > 0 ? { examples: found } : {};
}

/** YAML has values that JSON cannot write. */
function isJson(value: unknown): value is JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'object' && Object.values(value).every(isJson);
}
