import type { Members } from '../json.ts';
import type { Place } from '../read/place.ts';
import { quoted } from '../references/sources.ts';
import type { Dialect } from './dialect.ts';
import { type Declared, declaredIn, matchedToPath, nodesOf, overridden } from './parameters.ts';
import type { Reading } from './reading.ts';

/** Ids of operations, which are unique in a description (OpenAPI 3.1, section 4.8.10). */
export class OperationIds {
  readonly #declared: ReadonlySet<string>;
  readonly #taken = new Map<string, string>();

  /** `declared` are those that stand in the root file, so that no id that is made up takes one. */
  constructor(declared: ReadonlySet<string>) {
    this.#declared = declared;
  }

  /** Gives an operation the id that it asks for, or one like it when another operation has that. */
  claim(id: string, place: Place, reading: Reading): string {
    const twin = this.#taken.get(id);
    if (twin === undefined) {
      this.#taken.set(id, place.pointer);
      return id;
    }
    const free = this.#free(id);
    const message = `The operation id ${quoted(id)} stands twice; the other is at ${twin}. It is taken as ${quoted(free)}; give each its own.`;
    reading.findings.repaired('SW1206', place.child('operationId'), message);
    this.#taken.set(free, place.pointer);
    return free;
  }

  #free(id: string): string {
    for (let count = 2; ; count += 1) {
      const candidate = `${id}${count}`;
      if (!this.#taken.has(candidate) && !this.#declared.has(candidate)) return candidate;
    }
  }
}

export interface OperationContext {
  readonly dialect: Dialect;
  readonly ids: OperationIds;
  /** The path template; none for webhooks and callbacks, whose addresses are not ours. */
  readonly path: string | undefined;
  /** Parameters of the path item. */
  readonly shared: readonly Declared[];
}

/** OpenAPI 3.1, section 4.8.10. */
export function operation(
  from: Place,
  context: OperationContext,
  reading: Reading,
): Members | undefined {
  const { dialect, path } = context;
  const place = reading.follow(from);
  if (!place) return undefined;
  const given = dialect.operation(place, reading);
  if (!given) return undefined;
  if (typeof given.operationId === 'string')
    given.operationId = context.ids.claim(given.operationId, place, reading);
  const parameters = overridden(
    context.shared,
    declaredIn(place.child('parameters'), dialect.parameter, reading),
  );
  const nodes =
    path === undefined ? nodesOf(parameters) : matchedToPath(path, parameters, place, reading);
  if (nodes.length > 0) given.parameters = nodes;
  dialect.complete(given, place, parameters, reading);
  if (given.responses === undefined) {
    const isNeeded = reading.version === '2.0' || reading.version === '3.0';
    if (isNeeded && !place.has('responses')) {
      reading.findings.repaired(
        'SW1201',
        place,
        'The operation has no responses. Declare what it answers.',
      );
    }
    given.responses = {};
  }
  return given;
}
