import { wordsOf } from './names.ts';
import { objectShape } from './object-shape.ts';
import type { RawOperation } from './raw-operations.ts';
import { type Schemas, unwrapNull } from './schema-shape.ts';
import type { Schema } from '../spec/openapi.ts';

/** What stays as it is, said of what a request does not bring. */
const KEPT = /\b(?:unchanged|untouched|unaffected|preserved|retained|as (?:they|it) (?:are|is))\b/i;
const LEFT_OUT =
  /\b(?:unspecified|omitted|missing|absent|left out|the rest|not (?:be )?(?:provided|specified|included|present|passed|sent|supplied|given|set))\b/i;
const ONLY =
  /\bonly (?:the )?(?:\w+ ){0,2}(?:fields?|attributes|properties|values|members|elements)\b.{0,60}\b(?:provided|specified|included|present|passed|sent|supplied|given)\b/i;

/**
 * Whether a PUT changes what it is sent and nothing else, against what HTTP says of PUT (RFC 9110,
 * section 9.3.4): its words say so, or its body may leave out what a create must bring, so that what
 * is left out cannot be gone afterwards. Beside a PATCH of the same thing the words alone count.
 */
export function isPartialPut(
  { method, operation, path, itemParameter, item }: RawOperation,
  body: Schema,
  creates: readonly Schema[],
  schemas: Schemas,
): boolean {
  if (method !== 'put') return false;
  if (saysPartial(`${operation.summary ?? ''}. ${operation.description ?? ''}`)) return true;
  if (item.patch) return false;
  const own = objectShape(body, schemas)?.properties ?? new Map<string, never>();
  const isOther = (name: string): boolean =>
    name !== itemParameter && !path.includes(`{${name}}`) && !NAMES_ONE.test(lastWord(name));
  for (const [name, { required }] of own) if (required && isOther(name)) return false;
  return creates.some((create) =>
    [...(objectShape(create, schemas)?.properties ?? [])].some(([name, { schema, required }]) => {
      const kept = own.get(name);
      const isOwed = required && !unwrapNull(schema, schemas).nullable && schema.readOnly !== true;
      return (
        isOwed &&
        isOther(name) &&
        kept !== undefined &&
        kept.schema.default === undefined &&
        kept.schema.writeOnly !== true &&
        !SECRET.test(lastWord(name))
      );
    }),
  );
}

/** By what a thing is known, which a path brings where a body does not. */
const NAMES_ONE = /^(?:id|uuid|guid|sid|gid|key|slug|arn)$/;
/** What is not sent again with everything else. */
const SECRET = /^(?:password|passwd|passphrase|secret|token|pin)$/;

const lastWord = (name: string): string => wordsOf(name).at(-1) ?? '';

const saysPartial = (text: string): boolean =>
  text.split(/[.;\n]/).some((said) => ONLY.test(said) || (LEFT_OUT.test(said) && KEPT.test(said)));
