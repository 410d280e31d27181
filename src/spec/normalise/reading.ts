import type { SourcePointer, SpecVersion } from '../document.ts';
import type { Findings } from '../findings.ts';
import { isObject } from '../json.ts';
import type { Place } from '../read/place.ts';
import { sourcePointer } from '../read/source.ts';
import { quoted, type Sources } from '../references/sources.ts';
import { ComponentSchemas } from './component-schemas.ts';

/** How many parts that are referred to may stand in each other: no description means more. */
const MOST_NESTED = 40;

/** What all readers of one description share. */
export class Reading {
  readonly sources: Sources;
  readonly findings: Findings;
  readonly version: SpecVersion;
  readonly schemas = new ComponentSchemas();
  /** Whether something was met that only OpenAPI 3.2 has. */
  usesVersion32 = false;
  /** Whether a schema was met that tells how XML shows it. */
  tellsXml = false;
  // A WeakMap would do, and costs the garbage collector seconds for a million nodes.
  readonly #origins = new Map<object, Place>();
  readonly #known = new Map<string, Map<unknown, unknown>>();
  readonly #open = new Set<unknown>();

  constructor(sources: Sources, findings: Findings, version: SpecVersion) {
    this.sources = sources;
    this.findings = findings;
    this.version = version;
  }

  /** Notes where a node of the normalised document came from. */
  note<T extends object>(node: T, place: Place): T {
    this.#origins.set(node, place);
    return node;
  }

  placeOf(node: object): Place | undefined {
    return this.#origins.get(node);
  }

  origin(node: object): SourcePointer | undefined {
    const place = this.#origins.get(node);
    return place && sourcePointer(place);
  }

  /** Follows references until something else stands there. What is wrong on the way is a finding. */
  follow(place: Place): Place | undefined {
    const seen = new Set<unknown>();
    let at = place;
    while (isObject(at.value) && Object.hasOwn(at.value, '$ref')) {
      const reference = at.value.$ref;
      if (typeof reference !== 'string') {
        this.findings.error(
          'SW1104',
          at.child('$ref'),
          'A $ref is text, such as #/components/schemas/Pet. Write it so.',
        );
        return undefined;
      }
      if (seen.has(at.value)) {
        this.findings.error(
          'SW1105',
          at.child('$ref'),
          `${quoted(reference)} leads back to itself. Let it lead to something.`,
        );
        return undefined;
      }
      seen.add(at.value);
      const next = this.sources.resolve(reference, at);
      if (!next) return undefined;
      at = next;
    }
    return at;
  }

  /** Reads a part that references may lead to once, however often they do. */
  once<T>(kind: string, place: Place, read: () => T | undefined): T | undefined {
    if (!isObject(place.value)) return read();
    const known = this.#known.get(kind) ?? new Map<unknown, unknown>();
    this.#known.set(kind, known);
    if (known.has(place.value)) return known.get(place.value) as T | undefined;
    const node = this.guarded(place, read);
    known.set(place.value, node);
    return node;
  }

  /** The normalised document is a tree: a part that stands inside itself is left out there. */
  guarded<T>(place: Place, read: () => T | undefined): T | undefined {
    const isInside = this.#open.has(place.value);
    if (isInside || this.#open.size >= MOST_NESTED) {
      const what = isInside ? 'inside itself' : `inside more than ${MOST_NESTED} others`;
      const message = `This stands ${what} through references, and is left out there. Let it refer to fewer.`;
      this.findings.repaired('SW1105', place, message);
      return undefined;
    }
    this.#open.add(place.value);
    const node = read();
    this.#open.delete(place.value);
    return node;
  }
}
