/** PostgreSQL cuts names after so many bytes (NAMEDATALEN − 1). */
const MAX_BYTES = 63;

/** Hands out names that are distinct in a database, also after PostgreSQL has cut them. */
export class SqlNames {
  readonly #taken: Set<string>;

  /** @param taken names of tables, with which indexes share a namespace */
  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  take(wanted: string): string {
    for (let count = 1; ; count++) {
      const name = fitted(count === 1 ? wanted : `${wanted}_${count}`);
      if (this.#taken.has(name)) continue;
      this.#taken.add(name);
      return name;
    }
  }
}

/** A cut name ends in a sum of the whole, so that it depends on nothing but itself. */
function fitted(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name;
  let sum = 0x811c9dc5;
  for (const unit of name) sum = Math.imul(sum ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  const mark = `_${sum.toString(16).padStart(8, '0')}`;
  let start = name;
  while (Buffer.byteLength(start) > MAX_BYTES - mark.length)
    start = [...start].slice(0, -1).join('');
  return start + mark;
}
