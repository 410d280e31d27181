/** Names for the types that one file declares, none of which it may also import. */
export class OwnNames {
  readonly #imported: ReadonlySet<string>;
  readonly #own = new Set<string>();

  /** @param imported type names that the file may import; many files share the set */
  constructor(imported: ReadonlySet<string>) {
    this.#imported = imported;
  }

  take(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#isTaken(name); count++) name = `${wanted}${count}`;
    this.#own.add(name);
    return name;
  }

  #isTaken(name: string): boolean {
    return this.#own.has(name) || this.#imported.has(name);
  }
}
