import type { Place } from '../read/place.ts';
import { isObject } from '../json.ts';
import type { Expression } from './expression.ts';
import { LeftOut, notATest } from './left-out.ts';
import { BadExpression, expressionOf, type Template, templateOf } from './template.ts';

/** Reads something in which expressions stand, and says where one is none. */
export function inPlace<Result>(place: Place, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BadExpression)) throw error;
    if (/^\$(?:workflows|sourceDescriptions|components)\./.test(error.expression))
      throw notATest(place, `${error.expression} is known to no step of a test`);
    const message = `${error.message}. Write one like $response.body#/id, $steps.STEP.outputs.NAME or $inputs.NAME.`;
    throw new LeftOut('SW1403', place, message);
  }
}

/** @throws LeftOut */
export const templateAt = (place: Place): Template => inPlace(place, () => templateOf(place.value));

/** @throws LeftOut */
export function expressionAt(place: Place): Expression {
  return inPlace(place, () => expressionOf(String(place.value)));
}

/** Outputs by their names. @throws LeftOut */
export function outputsAt(place: Place): Record<string, Expression> {
  return Object.fromEntries(
    place.children.map((child) => [child.token, expressionAt(child)] as const),
  );
}

/** A text that must be there. @throws LeftOut */
export function textAt(place: Place): string {
  if (typeof place.value === 'string' && place.value !== '') return place.value;
  const { parent = place, token } = place;
  throw new LeftOut('SW1401', parent, `This needs a ${token}, which is a text.`);
}

/** Elements of a list that may be missing. @throws LeftOut */
export function listAt(place: Place): Place[] {
  if (place.value === undefined) return [];
  if (!Array.isArray(place.value))
    throw new LeftOut('SW1401', place, `What stands at ${place.token} must be a list.`);
  return place.children;
}

/**
 * What a reusable object refers to (Arazzo 1.0.1, section 4.6.10), or the place itself.
 *
 * @throws LeftOut
 */
export function resolved(place: Place): Place {
  if (!isObject(place.value) || place.value.reference === undefined) return place;
  const reference = textAt(place.child('reference'));
  const found = /^\$components\.(parameters|successActions|failureActions)\.(.+)$/.exec(reference);
  const [, kind = '', name = ''] = found ?? [];
  const target = place.source.root.child('components').child(kind).child(name);
  if (target.value === undefined)
    throw new LeftOut(
      'SW1402',
      place.child('reference'),
      `There is no ${reference} in this file. Declare it in components, or correct the name.`,
    );
  return target;
}
