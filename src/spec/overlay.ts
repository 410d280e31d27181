import { JSONPathError, query } from 'json-p3';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { define, isObject, type Members } from './json.ts';
import { join } from './pointer.ts';
import { type Source, type Written, writtenAt } from './read/source.ts';

export interface Overlaid {
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Applies an OpenAPI Overlay 1.0 to a parsed description, whose own value stays as it is.
 * Its targets are JSONPath queries (RFC 9535).
 */
export function applyOverlay(overlay: Source, main: Source): Overlaid {
  const { value } = overlay;
  const refuse = (pointer: string, message: string) => ({
    source: main,
    diagnostics: [fault(overlay, pointer, message)],
  });
  if (!isObject(value) || !/^1\.\d/.test(String(value.overlay))) {
    return refuse('/overlay', 'This is no OpenAPI Overlay: it should start with overlay: 1.0.0.');
  }
  if (!Array.isArray(value.actions) || value.actions.length === 0) {
    return refuse('/actions', 'An overlay needs a list of actions.');
  }
  const grafts = new Map(main.grafts);
  const target = new Target(
    main.withValue(copyTree(main.value, main.grafts, grafts), grafts),
    grafts,
  );
  const diagnostics = value.actions.flatMap((action: unknown, index) =>
    applyAction(action, { source: overlay, pointer: join('/actions', index) }, target),
  );
  return { source: target.source, diagnostics };
}

function applyAction(action: unknown, { source, pointer }: Written, target: Target): Diagnostic[] {
  if (!isObject(action) || typeof action.target !== 'string') {
    return [fault(source, pointer, 'An action needs a target, which is a JSONPath query.')];
  }
  const at = join(pointer, 'target');
  const found = select(action.target, target.source.value);
  if (found instanceof Error)
    return [fault(source, at, `The target is no valid JSONPath query: ${found.message}.`)];
  if (action.remove !== true && action.update === undefined) {
    return [fault(source, pointer, 'An action needs an update, or remove: true.')];
  }
  if (found.length === 0) {
    const location = source.locate(at);
    const message = 'The target matches nothing. Correct it, or delete the action.';
    return [diagnostic('SW1302', 'warning', message, location, source.frame(location))];
  }
  if (action.remove === true && found.some((location) => location.length === 0)) {
    return [fault(source, at, 'The whole description cannot be removed.')];
  }
  // Later places first, so that removing an array element does not move the others.
  for (const location of found.reverse()) {
    if (action.remove === true) target.remove(location);
    else target.update(location, action.update, { source, pointer: join(pointer, 'update') });
  }
  return [];
}

type Location = readonly (string | number)[];

function select(path: string, root: unknown): Location[] | Error {
  try {
    return [...query(path, root as never)].map((node) => node.location);
  } catch (error) {
    if (error instanceof JSONPathError || error instanceof RangeError) return error;
    throw error;
  }
}

/** The description under change, with a note of what came from where. */
class Target {
  readonly source: Source;
  readonly #grafts: Map<object, Written>;

  constructor(source: Source, grafts: Map<object, Written>) {
    this.source = source;
    this.#grafts = grafts;
  }

  remove(location: Location): void {
    const parent = this.#at(location.slice(0, -1));
    const last = location.at(-1);
    if (Array.isArray(parent)) {
      this.#pin(parent, location.slice(0, -1));
      parent.splice(Number(last), 1);
    } else if (isObject(parent) && last !== undefined) {
      delete parent[last];
    }
  }

  /** Objects merge member by member, arrays take one more element, all else is replaced (section 4.4.3). */
  update(location: Location, value: unknown, from: Written): void {
    const node = this.#at(location);
    if (isObject(node)) {
      if (isObject(value)) this.#merge(node, value, from);
    } else if (Array.isArray(node)) {
      node.push(this.#graft(value, from));
    } else {
      const parent = this.#at(location.slice(0, -1));
      if (typeof parent === 'object' && parent !== null) {
        define(parent as Members, String(location.at(-1)), this.#graft(value, from));
      }
    }
  }

  #merge(target: Members, value: Members, { source, pointer }: Written): void {
    for (const [name, member] of Object.entries(value)) {
      const from = { source, pointer: join(pointer, name) };
      const known = Object.hasOwn(target, name) ? target[name] : undefined;
      if (isObject(known) && isObject(member)) this.#merge(known, member, from);
      else if (Array.isArray(known) && Array.isArray(member)) {
        member.forEach((item, index) =>
          known.push(this.#graft(item, { source, pointer: join(from.pointer, index) })),
        );
      } else define(target, name, this.#graft(member, from));
    }
  }

  #graft(value: unknown, from: Written): unknown {
    const copy = copyTree(value, new Map(), new Map());
    if (typeof copy === 'object' && copy !== null) this.#grafts.set(copy, from);
    return copy;
  }

  /** Notes where the elements of an array are written, before their places change. */
  #pin(list: readonly unknown[], location: Location): void {
    const { source, pointer } = writtenAt(
      location.reduce((place, token) => place.child(token), this.source.root),
    );
    list.forEach((item, index) => {
      if (typeof item !== 'object' || item === null || this.#grafts.has(item)) return;
      this.#grafts.set(item, { source, pointer: join(pointer, index) });
    });
  }

  #at(location: Location): unknown {
    return location.reduce((place, token) => place.child(token), this.source.root).value;
  }
}

/** A copy in which nothing is shared: what YAML aliases share, an update must not change twice. */
function copyTree(
  value: unknown,
  known: ReadonlyMap<object, Written>,
  grafts: Map<object, Written>,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  let copy: unknown[] | Members;
  if (Array.isArray(value)) {
    copy = value.map((item) => copyTree(item, known, grafts));
  } else {
    copy = {};
    for (const [name, member] of Object.entries(value))
      define(copy, name, copyTree(member, known, grafts));
  }
  const written = known.get(value);
  if (written) grafts.set(copy, written);
  return copy;
}

function fault(overlay: Source, pointer: string, message: string): Diagnostic {
  const location = overlay.locate(pointer);
  return diagnostic('SW1301', 'error', message, location, overlay.frame(location));
}
