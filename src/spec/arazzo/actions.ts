import type { Place } from '../read/place.ts';
import { criteriaAt } from './criteria.ts';
import { LeftOut, notATest } from './left-out.ts';
import type { Criterion } from './types.ts';
import { listAt, resolved, textAt } from './values.ts';

/** What is to be done after a step. */
export type Action =
  | { readonly type: 'end'; readonly when: readonly Criterion[] }
  | { readonly type: 'goto'; readonly when: readonly Criterion[]; readonly step: string }
  | { readonly type: 'retry'; readonly when: readonly Criterion[]; readonly limit: number };

/** Reads actions of a step, else those of its workflow (Arazzo 1.0.1, sections 4.6.7 and 4.6.8). @throws LeftOut */
export function actionsAt(own: Place, general: Place): Action[] {
  return (own.value === undefined ? listAt(general) : listAt(own)).map((written) => {
    const place = resolved(written);
    const type = textAt(place.child('type'));
    const when = criteriaAt(place.child('criteria'));
    if (type === 'end') return { type, when };
    if (place.child('workflowId').value !== undefined)
      throw notATest(place, 'An action that goes to another workflow is not supported');
    if (type === 'goto') return { type, when, step: textAt(place.child('stepId')) };
    if (type !== 'retry')
      throw new LeftOut('SW1401', place.child('type'), 'An action is of type end, goto or retry.');
    if (place.child('stepId').value !== undefined)
      throw notATest(place, 'A retry with a step in between is not supported');
    const limit = Number(place.child('retryLimit').value ?? 1);
    if (!Number.isSafeInteger(limit) || limit < 0)
      throw new LeftOut('SW1401', place.child('retryLimit'), 'A retryLimit is a whole number.');
    return { type, when, limit };
  });
}
