import type { AsyncFormatDefinition, FormatDefinition } from 'ajv/dist/types/index.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';

type Definition =
  | FormatDefinition<string>
  | FormatDefinition<number>
  | AsyncFormatDefinition<string>
  | AsyncFormatDefinition<number>;

const isOfText = (known: Definition): known is FormatDefinition<string> =>
  known.type !== 'number' && known.async !== true;

/** Whether a text has a format that validators check; one that they do not know is never wrong. */
export function isInFormat(text: string, format: string): boolean {
  const known = Object.entries(fullFormats).find(([name]) => name === format)?.[1];
  if (known instanceof RegExp) return known.test(text);
  if (typeof known === 'function') return known(text);
  if (typeof known !== 'object' || !isOfText(known)) return true;
  const { validate } = known;
  if (validate instanceof RegExp) return validate.test(text);
  return typeof validate === 'function' ? validate(text) : true;
}
