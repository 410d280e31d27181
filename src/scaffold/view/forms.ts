import type { Entity, JsonValue, RequestContent } from '../../model/types.ts';

/** Whether a body is a form, whose values are all text. */
export const isForm = (content: RequestContent | undefined): boolean =>
  /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(content?.mediaType ?? '');

/** Members that come back from a form as they were: what it cannot tell apart from other values is left out. */
export function asForm(
  value: Readonly<Record<string, JsonValue>>,
  { fields }: Entity,
): Readonly<Record<string, JsonValue>> {
  const isKept = ([name, member]: readonly [string, JsonValue]): boolean => {
    const { type, file } = fields.find((field) => field.name === name) ?? {};
    if (file) return true;
    if (typeof member === 'string') return member !== '' && type !== 'json';
    if (typeof member === 'boolean') return type === 'boolean';
    return typeof member === 'number' && NUMBERS.has(type ?? '');
  };
  return Object.fromEntries(Object.entries(value).filter(isKept));
}

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'bigint', 'number', 'decimal']);
