import { writeOnlyPaths } from './write-only.ts';
import type { OutgoingEvent, ServiceModel } from './types.ts';

/** The events that the service has a sender for: their bodies are JSON, or there are none. */
export const sentEvents = ({ events }: ServiceModel): OutgoingEvent[] =>
  events.filter(({ opaque }) => opaque === undefined);

/** Paths to the members of an event's body that are writeOnly, and so never sent. */
export const unsentPaths = ({ body }: OutgoingEvent, { schemas }: ServiceModel): string[][] =>
  typeof body?.schema === 'object' ? writeOnlyPaths(body.schema, schemas) : [];

/** The table of what is still to be sent, under a name that no entity has. */
export function outboxTable(model: ServiceModel): string | undefined {
  if (sentEvents(model).length === 0) return undefined;
  const taken = new Set(model.entities.map(({ table }) => table));
  let name = 'webhook_delivery';
  while (taken.has(name)) name = `${name}_`;
  return name;
}
