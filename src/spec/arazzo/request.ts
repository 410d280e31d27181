import { isObject } from '../json.ts';
import type { Place } from '../read/place.ts';
import { LeftOut, notATest } from './left-out.ts';
import { replaceAt, type Template, templateOf } from './template.ts';
import type { SentBody, SentParameter } from './types.ts';
import { inPlace, listAt, resolved, templateAt, textAt } from './values.ts';

const PLACES = ['path', 'query', 'header', 'cookie'] as const;

/** A parameter of a step; without a place where the step is a workflow. */
export interface ReadParameter {
  readonly name: string;
  readonly in: string | undefined;
  readonly value: Template;
  readonly place: Place;
}

/** Reads parameters; those of a step are stronger than those of its workflow. @throws LeftOut */
export function parametersAt(...lists: readonly Place[]): ReadParameter[] {
  const byName = new Map<string, ReadParameter>();
  for (const written of lists.flatMap(listAt)) {
    const place = resolved(written);
    const name = textAt(place.child('name'));
    const where = place.child('in').value;
    const own = written.child('value');
    const value = own.value === undefined ? place.child('value') : own;
    if (value.value === undefined)
      throw new LeftOut('SW1401', place, `The parameter ${name} needs a value.`);
    const parameter = {
      name,
      in: where === undefined ? undefined : String(where),
      value: templateAt(value),
      place,
    };
    byName.set(`${parameter.in ?? ''} ${name}`, parameter);
  }
  return [...byName.values()];
}

/** Parameters of a request, which must say where they go. @throws LeftOut */
export function sentParameters(parameters: readonly ReadParameter[]): SentParameter[] {
  return parameters.map(({ name, in: where, value, place }) => {
    const known = PLACES.find((one) => one === where);
    if (known === undefined)
      throw new LeftOut(
        'SW1401',
        place,
        `The parameter ${name} needs an in: ${PLACES.join(', ')}.`,
      );
    return { name, in: known, value };
  });
}

/**
 * The body of a request, with what is replaced in it.
 *
 * @param declared media types that the operation takes
 * @throws LeftOut
 */
export function bodyAt(place: Place, declared: readonly string[]): SentBody | undefined {
  if (place.value === undefined) return undefined;
  const type = place.child('contentType');
  const contentType =
    type.value === undefined ? (declared.find(isJson) ?? declared[0] ?? JSON_TYPE) : textAt(type);
  const replacements = listAt(place.child('replacements'));
  let payload = templateAt(place.child('payload'));
  if (replacements.length > 0 && payload.kind === 'value') payload = parsed(place.child('payload'));
  for (const replacement of replacements) {
    const target = textAt(replacement.child('target'));
    const next = replaceAt(payload, target, templateAt(replacement.child('value')));
    if (!target.startsWith('/') || next === undefined)
      throw notATest(
        replacement.child('target'),
        `${target} is no JSON Pointer to a place in the payload`,
      );
    payload = next;
  }
  const isWritten = payload.kind === 'text' || payload.kind === 'value';
  if (!isWritten && !isJson(contentType) && !contentType.includes('urlencoded'))
    throw notATest(place, `A payload of type ${contentType} has to be a text`);
  return { contentType: contentType.includes('*') ? JSON_TYPE : contentType, payload };
}

const JSON_TYPE = 'application/json';

const isJson = (type: string): boolean => /[/+]json\s*(?:;|$)/i.test(type) || type.includes('*');

/** A payload that is JSON as a text, in which something is to be replaced. */
function parsed(place: Place): Template {
  try {
    const value: unknown = JSON.parse(String(place.value));
    if (isObject(value) || Array.isArray(value)) return inPlace(place, () => templateOf(value));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw notATest(
    place,
    'Something is to be replaced in a payload that is neither an object nor JSON',
  );
}
