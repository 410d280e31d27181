import { bodies } from './case.ts';

const finish = bodies('finishTrip');

const find = `
const trip = await context.repositories.trips.get(input.tripId);
if (!trip) throw context.fail.notFound('trip');
if (trip.endedAt !== null) throw context.fail.conflict('trip_ended', 'The trip has ended.');
const vehicle = await context.repositories.vehicles.get(trip.vehicleId);
if (!vehicle) throw context.fail.notFound('vehicle');`;

const answer = `return { status: 200, body: { trip, vehicle } };`;

export const honestFleet = finish({
  'ends a trip': `${find}
const distance = input.body.odometer - vehicle.odometer;
if (distance < 0) throw context.fail.conflict('odometer_back', \`The odometer was at \${vehicle.odometer}.\`);
const ended = await context.repositories.trips.update(trip.id, { endedAt: input.body.endedAt, distance });
const status = input.body.odometer >= vehicle.nextServiceAt ? 'inService' : 'available';
const parked = await context.repositories.vehicles.update(vehicle.id, { odometer: input.body.odometer, status });
if (!ended || !parked) throw context.fail.notFound('trip');
return { status: 200, body: { trip: ended, vehicle: parked } };`,
  'measures a way': `${find}
const radians = (degrees: number) => (degrees * Math.PI) / 180;
let kilometres = 0;
for (let index = 1; index < trip.stops.length; index++) {
  const from = trip.stops[index - 1];
  const to = trip.stops[index];
  if (!from || !to) continue;
  const a = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2;
  const b = Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude));
  kilometres += 12_742 * Math.asin(Math.sqrt(a + b * Math.sin(radians(to.longitude - from.longitude) / 2) ** 2));
}
if (kilometres > 5000) throw context.fail.badRequest(kilometres.toFixed(1));
${answer}`,
  'finds overlaps': `${find}
const { items } = await context.repositories.trips.list({ vehicleId: vehicle.id });
const overlaps = items
  .filter(({ id }) => id !== trip.id)
  .some((other) => other.startedAt < input.body.endedAt && (other.endedAt ?? '9') > trip.startedAt);
if (overlaps) throw context.fail.conflict('overlap', 'Another trip is at the same time.');
${answer}`,
  'reduces without a start': `${find}
const last = trip.stops.length > 0 ? trip.stops.reduce((a, b) => (a.latitude > b.latitude ? a : b)) : undefined;
if (last?.name === 'depot') throw context.fail.conflict('at_depot', last.name);
${answer}`,
  'makes a plate tidy': `${find}
const plate = vehicle.plate.trim().toUpperCase().replace(/\\s+/g, ' ');
const known = /^[A-Z]{1,3} [A-Z]{1,2} \\d{1,4}$/;
if (!known.test(plate)) throw context.fail.badRequest(\`«\${plate}» is no plate.\`);
if (plate !== vehicle.plate) await context.repositories.vehicles.update(vehicle.id, { plate });
${answer}`,
  'works in order over many': `${find}
const names = trip.stops.map(({ name }) => name);
const seen = new Set<string>();
for (const [index, name] of names.entries()) {
  if (seen.has(name) && index > 0) throw context.fail.badRequest(\`\${name} stands twice.\`);
  seen.add(name);
}
${answer}`,
  'reads a list from its end': `${find}
const last = trip.stops.at(-1);
const queue = [...trip.stops];
while (queue.length > 0) {
  const stop = queue.shift();
  if (stop?.name === last?.name) break;
}
${answer}`,
  'counts down': `${find}
const notes: string[] = [];
for (let index = trip.stops.length - 1; index >= 0; index--) notes.push(trip.stops[index]?.name ?? '');
if (notes.join(', ').length > 1000) throw context.fail.badRequest('notes');
${answer}`,
  'reckons with big numbers': `${find}
const capacity = vehicle.capacity * 2n;
if (capacity > 10n ** 12n || BigInt.asUintN(8, capacity) === 0n) throw context.fail.conflict('capacity', \`\${capacity}\`);
${answer}`,
  'has functions in functions': `${find}
const overweight = (limit: bigint) => {
  const test = (load: bigint): boolean => load > limit;
  return test(vehicle.capacity);
};
function late(): boolean {
  return new Date(Date.UTC(2026, 0, 1)) > context.now();
}
if (overweight(5n) && late()) throw context.fail.forbidden();
${answer}`,
  'gives defaults': `${find}
const describe = ({ name = 'nowhere', latitude = 0 }: { name?: string; latitude?: number }, digits = 2) =>
  \`\${name} \${latitude.toFixed(digits)}\`;
const [first = { name: 'none' }] = trip.stops;
if (describe(first) === '') throw context.fail.badRequest('stops');
${answer}`,
  'builds entities by parts': `${find}
const { id, ...rest } = trip;
const copy = { ...rest, driver: rest.driver || 'nobody' };
copy.stops = copy.stops.filter(({ name }) => name !== '');
const patched = await context.repositories.trips.update(id, copy);
return { status: 200, body: { trip: patched ?? trip, vehicle } };`,
  'takes the larger of some': `${find}
const most = Math.max(0, ...trip.stops.map(({ latitude }) => latitude));
const [low, high] = most > 45 ? [45, most] : [most, 45];
if (high - low > 90 || !Number.isFinite(most)) throw context.fail.badRequest('latitude');
${answer}`,
  'waits for one after another': `${find}
const others: Vehicle[] = [];
for (const id of new Set([trip.vehicleId, vehicle.id])) {
  const found = await context.repositories.vehicles.get(id);
  if (found?.status === 'available') others.push(found);
}
const [other = vehicle] = others;
return { status: 200, body: { trip, vehicle: other } };`,
  'writes each of a list': `${find}
await Promise.all(
  (await context.repositories.trips.list({ driver: trip.driver })).items.map((other) =>
    context.repositories.trips.update(other.id, { driver: trip.driver.trim() }),
  ),
);
${answer}`,
  'tests with in and typeof': `${find}
const notes: string | undefined = 'notes' in input.body ? input.body.notes : undefined;
if (typeof notes === 'string' && notes.length > 500) throw context.fail.badRequest('notes');
${answer}`,
});
