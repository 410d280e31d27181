import type { SourcePointer } from './document.ts';
import { isObject } from './json.ts';
import type { Place } from './read/place.ts';
import { sourcePointer } from './read/source.ts';

const MOST_HOPS = 50;

/** A value of a description as it is written, before anything is normalised; overlays are applied. */
export class Written {
  readonly #place: Place;
  readonly #find: (reference: string, from: Place) => Place | undefined;

  /** @param find what a reference leads to, if anything */
  constructor(place: Place, find: (reference: string, from: Place) => Place | undefined) {
    this.#place = place;
    this.#find = find;
  }

  /** Its name in the object, or its index in the list, that it stands in. */
  get token(): string {
    return this.#place.token;
  }

  get value(): unknown {
    return this.#place.value;
  }

  get source(): SourcePointer {
    return sourcePointer(this.#place);
  }

  get isObject(): boolean {
    return isObject(this.value);
  }

  child(name: string): Written {
    return new Written(this.#place.child(name), this.#find);
  }

  get children(): Written[] {
    return this.#place.children.map((place) => new Written(place, this.#find));
  }

  /** What stands at the end of the references that begin here; itself where there is none. */
  follow(): Written | undefined {
    let at = this.#place;
    for (let hops = 0; hops < MOST_HOPS; hops++) {
      const { value } = at;
      if (!isObject(value) || typeof value.$ref !== 'string') return new Written(at, this.#find);
      const next = this.#find(value.$ref, at);
      if (!next) return undefined;
      at = next;
    }
    return undefined;
  }
}
