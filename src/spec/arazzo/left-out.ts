import type { DiagnosticCodeOf } from '../../diagnostics/diagnostic.ts';
import type { Place } from '../read/place.ts';

/** Why a workflow is left out, and where: what stands there is wrong, or is nothing for a test. */
export class LeftOut extends Error {
  readonly code: DiagnosticCodeOf<'SW14'>;
  readonly place: Place;

  constructor(code: DiagnosticCodeOf<'SW14'>, place: Place, message: string) {
    super(message);
    this.code = code;
    this.place = place;
  }
}

/** What is valid Arazzo, and cannot be done by a test of one service. */
export const notATest = (place: Place, why: string): LeftOut =>
  new LeftOut('SW1405', place, `${why}. The workflow is left out.`);
