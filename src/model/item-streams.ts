import type { MediaType, Schema } from '../spec/openapi.ts';
import { itemsOf, resolved, type Schemas } from './schema-shape.ts';
import type { ItemStream } from './types.ts';

/** How the items of a stream are told apart, by its media type. */
const FORMS: readonly (readonly [pattern: RegExp, form: ItemStream['form']])[] = [
  [/^application\/(?:x-)?(?:jsonl|ndjson|json-lines|jsonlines)\b/i, 'lines'],
  [/^application\/(?:[\w.+-]+\+)?json-seq\b/i, 'sequence'],
  [/^text\/event-stream\b/i, 'events'],
];

export const streamForm = (mediaType: string): ItemStream['form'] | undefined =>
  FORMS.find(([pattern]) => pattern.test(mediaType))?.[1];

/** What each item of a stream is; of server-sent events, what their data are (OpenAPI 3.2). */
function itemOf(
  mediaType: string,
  { itemSchema }: MediaType,
  schemas: Schemas,
): Schema | undefined {
  const form = streamForm(mediaType);
  if (form === undefined || typeof itemSchema !== 'object') return undefined;
  if (form !== 'events') return itemSchema;
  const event = resolved(itemSchema, schemas);
  const data = event.properties?.data;
  const { contentSchema } = resolved(data, schemas);
  const isOther = event.required?.some((name) => name !== 'data');
  return typeof contentSchema === 'object' && isOther !== true ? contentSchema : undefined;
}

/** A stream of items as the list that it is, where an answer has one. */
export function streamedList(
  content: Readonly<Record<string, MediaType>> | undefined,
  schemas: Schemas,
): { mediaType: string; schema: Schema } | undefined {
  for (const [mediaType, media] of Object.entries(content ?? {})) {
    const items = itemOf(mediaType, media, schemas);
    if (items) return { mediaType, schema: { type: 'array', items } };
  }
  return undefined;
}

/** The streams in which an answer can give the items of its list. */
export function streamsOf(
  content: Readonly<Record<string, MediaType>> | undefined,
  list: Schema | boolean | undefined,
  schemas: Schemas,
): ItemStream[] {
  const items = JSON.stringify(itemsOf(list, schemas));
  return Object.entries(content ?? {}).flatMap(([mediaType, media]) => {
    const form = streamForm(mediaType);
    const own = itemOf(mediaType, media, schemas);
    return form && own && JSON.stringify(own) === items ? [{ mediaType, form }] : [];
  });
}
