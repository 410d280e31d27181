/** A body for one of the holes of the fixture service. */
export interface BodyCase {
  readonly name: string;
  readonly hole: keyof typeof holes;
  readonly body: string;
  readonly imports?: readonly string[];
}

/** Where the holes of the fixture service stand. */
export const holes = {
  assignTicket: 'src/resources/tickets/logic.ts',
  summarise: 'src/resources/tickets/logic.ts',
  countRows: 'src/resources/tickets/logic.ts',
  placeOrder: 'src/resources/orders/logic.ts',
  finishTrip: 'src/resources/trips/logic.ts',
} as const;

/** Makes a case of a name and a body; the body may be indented with its test. */
export const bodies =
  (hole: keyof typeof holes, imports: readonly string[] = []) =>
  (named: Readonly<Record<string, string>>): BodyCase[] =>
    Object.entries(named).map(([name, body]) => ({ name, hole, body, imports }));
