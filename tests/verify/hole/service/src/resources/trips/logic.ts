import type { Context } from '../../context.ts';
import type { Trip, Vehicle } from '../../entities/fleet.ts';
import { Problem } from '../../http/problem.ts';

export interface FinishTripInput {
  tripId: string;
  body: { odometer: number; endedAt: string; notes?: string };
}

/** Ends a trip. */
export async function finishTrip(
  context: Context,
  input: FinishTripInput,
): Promise<{ status: 200; body: { trip: Trip; vehicle: Vehicle } }> {
  throw new Problem(501, 'open', `${context.now().toISOString()}: ${input.tripId}`);
}
