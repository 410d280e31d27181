import { posix } from 'node:path';
import { type Code, code } from '../code.ts';

/** One import statement of a template: names in order, from a relative or package specifier. */
export interface ImportView {
  readonly names: readonly Code[];
  readonly from: string;
}

/** Collects what a generated file imports, and prints it without repeats in a stable order. */
export class Imports {
  readonly #file: string;
  readonly #names = new Map<string, Set<string>>();

  /** @param file the importing file's path in the service: `src/entities/pet.ts` */
  constructor(file: string) {
    this.#file = file;
  }

  /** @param from a file of the service (`src/…`, `tests/…`) or a package */
  add(from: string, ...names: readonly string[]): void {
    if (from === this.#file || names.length === 0) return;
    const known = this.#names.get(from) ?? new Set();
    for (const name of names) known.add(name);
    this.#names.set(from, known);
  }

  addType(from: string, name: string): void {
    this.add(from, `type ${name}`);
  }

  view(): ImportView[] {
    return [...this.#names]
      .map(([from, names]) => ({
        from: this.#specifier(from),
        names: [...names].sort(byName).map(code),
      }))
      .sort((one, other) => compare(rank(one.from) + one.from, rank(other.from) + other.from));
  }

  #specifier(from: string): string {
    if (!/^(?:src|tests)\//.test(from)) return from;
    const relative = posix.relative(posix.dirname(this.#file), from);
    return relative.startsWith('.') ? relative : `./${relative}`;
  }
}

/** Packages first, then what is farther away, as people order imports. */
const rank = (specifier: string): string =>
  specifier.startsWith('..') ? '1' : specifier.startsWith('.') ? '2' : '0';

const bare = (name: string): string => name.replace(/^type /, '');

const byName = (one: string, other: string): number => compare(bare(one), bare(other));

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
