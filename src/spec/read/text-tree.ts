/** What a value of a text is. */
export const NODE = { scalar: 0, list: 1, map: 2, alias: 3 } as const;

export type NodeKind = (typeof NODE)[keyof typeof NODE];

/**
 * Where every value of a text stands, as a flat list in the order of the text: the children of a
 * node follow it, keys and values of a map by turns. A megabyte of JSON costs about four of these
 * numbers, a hundredth of what objects would.
 */
export class TextTree {
  readonly #kinds: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  /** The node after a node's whole subtree. */
  readonly #after: number[] = [];
  /** The node that an alias stands for. */
  readonly #targets = new Map<number, number>();
  readonly #open: number[] = [];
  readonly #decode: (start: number, end: number, node: number) => string;

  /** `decode` gives the content of a scalar, without quotes and escapes. */
  constructor(decode: (start: number, end: number, node: number) => string) {
    this.#decode = decode;
  }

  add(kind: NodeKind, start: number, end: number, target?: number): number {
    const node = this.#kinds.push(kind) - 1;
    this.#starts.push(start);
    this.#ends.push(end);
    this.#after.push(node + 1);
    if (target !== undefined) this.#targets.set(node, target);
    if (kind === NODE.list || kind === NODE.map) this.#open.push(node);
    return node;
  }

  close(): void {
    const node = this.#open.pop();
    if (node !== undefined) this.#after[node] = this.#kinds.length;
  }

  /**
   * Offsets of the value that tokens lead to, or of its key where the value is empty. Where a token
   * leads nowhere, those of the last value on the way.
   */
  find(tokens: readonly string[]): { readonly start: number; readonly end: number } {
    let node = 0;
    let place = { start: Math.max(0, this.#starts[0] ?? 0), end: this.#ends[0] ?? 0 };
    for (const token of tokens) {
      const child = this.#child(this.#resolved(node), token);
      if (!child) break;
      node = child.value;
      const at = (this.#starts[node] ?? -1) < 0 ? child.key : node;
      if ((this.#starts[at] ?? -1) >= 0)
        place = { start: this.#starts[at] ?? 0, end: this.#ends[at] ?? 0 };
    }
    return place;
  }

  /** Keys that stand twice in one map: the offset of each second one. */
  *twins(): Generator<{ readonly start: number; readonly name: string }> {
    for (let node = 0; node < this.#kinds.length; node += 1) {
      if (this.#kinds[node] !== NODE.map) continue;
      const seen = new Set<string>();
      for (const { key } of this.#pairs(node)) {
        const name = this.#text(key);
        if (seen.has(name)) yield { start: this.#starts[key] ?? 0, name };
        seen.add(name);
      }
    }
  }

  #resolved(node: number): number {
    return this.#targets.get(node) ?? node;
  }

  #text(node: number): string {
    return this.#decode(this.#starts[node] ?? 0, this.#ends[node] ?? 0, node);
  }

  #child(node: number, token: string): { key: number; value: number } | undefined {
    if (this.#kinds[node] === NODE.list) {
      let item = node + 1;
      const end = this.#after[node] ?? item;
      for (let index = Number(token); index > 0 && item < end; index -= 1)
        item = this.#after[item] ?? end;
      return item < end ? { key: item, value: item } : undefined;
    }
    if (this.#kinds[node] !== NODE.map) return undefined;
    const merged: number[] = [];
    for (const pair of this.#pairs(node)) {
      const name = this.#text(pair.key);
      if (name === token) return pair;
      if (name === '<<') merged.push(pair.value);
    }
    // Members that a merge key brings in (YAML 1.1 type repository, «merge»).
    for (const value of merged.flatMap((source) => this.#mergeSources(source))) {
      const found = this.#child(value, token);
      if (found) return found;
    }
    return undefined;
  }

  #mergeSources(node: number): number[] {
    const source = this.#resolved(node);
    if (this.#kinds[source] !== NODE.list) return [source];
    const sources: number[] = [];
    for (
      let item = source + 1;
      item < (this.#after[source] ?? 0);
      item = this.#after[item] ?? item + 1
    ) {
      sources.push(this.#resolved(item));
    }
    return sources;
  }

  *#pairs(node: number): Generator<{ key: number; value: number }> {
    const end = this.#after[node] ?? 0;
    for (let key = node + 1; key < end;) {
      const value = this.#after[key] ?? end;
      yield { key, value };
      key = this.#after[value] ?? end;
    }
  }
}
