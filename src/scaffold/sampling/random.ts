/** Numbers that look random and are the same for the same place and seed, on every machine. */
export class Random {
  #state: number;

  /** @param place what the numbers are for, such as a JSON pointer */
  constructor(place: string, seed: number) {
    let hash = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
    for (let index = 0; index < place.length; index++) {
      hash = Math.imul(hash ^ place.charCodeAt(index), 0x01000193);
    }
    this.#state = hash >>> 0;
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.#next() * (high - low + 1));
  }

  /** So many hexadecimal digits. */
  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.integer(0, 15).toString(16)).join('');
  }

  /** mulberry32, by Tommy Ettinger (public domain). */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }
}
