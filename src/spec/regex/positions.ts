import { anyChar, type CharSet } from './char-set.ts';
import { type RegexNode, UnknownRegexError } from './parse-regex.ts';

/**
 * The automaton of an expression after Glushkov: a state for each place where a character is read,
 * and no empty steps. Position 0 is the search itself, which skips any characters before a match.
 */
export interface Positions {
  readonly sets: readonly CharSet[];
  readonly next: readonly ReadonlySet<number>[];
  /** Steps that two repetitions allow, one within the other: `(a+)+`. */
  readonly doubled: readonly (readonly [number, number])[];
  /** Positions after which nothing more is asked. */
  readonly accepting: ReadonlySet<number>;
  /** What is looked for at some place, each to be judged by itself. */
  readonly lookedFor: readonly RegexNode[];
}

/** A repetition of at most so many more rounds than it needs is no loop. */
const FEW_ROUNDS = 64;

/** So many positions hold any expression that a person can read. */
const MOST_POSITIONS = 2000;

/** How many rounds of a counted repetition are looked at one by one. */
const MOST_COPIES = 4;

interface Part {
  readonly nullable: boolean;
  readonly first: ReadonlySet<number>;
  readonly last: ReadonlySet<number>;
}

const EMPTY: Part = { nullable: true, first: new Set(), last: new Set() };
const both = (a: ReadonlySet<number>, b: ReadonlySet<number>) => new Set([...a, ...b]);

/** Builds the automaton; `searched` for an expression that may begin anywhere in the text. */
export function positionsOf(node: RegexNode, searched: boolean, mustEnd: boolean): Positions {
  const builder = new Builder();
  const free = builder.add(node);
  const asserted = mustEnd ? new Set<number>() : builder.endsWithout(node, free);
  if (searched) {
    builder.join(new Set([0]), free.first);
    builder.join(new Set([0]), new Set([0]));
  }
  return { ...builder.result(), accepting: asserted };
}

class Builder {
  readonly #sets: CharSet[] = [anyChar];
  readonly #next: Set<number>[] = [new Set()];
  readonly #doubled: [number, number][] = [];
  readonly #lookedFor: RegexNode[] = [];

  result(): Omit<Positions, 'accepting'> {
    return {
      sets: this.#sets,
      next: this.#next,
      doubled: this.#doubled,
      lookedFor: this.#lookedFor,
    };
  }

  join(from: ReadonlySet<number>, to: ReadonlySet<number>): void {
    for (const start of from) {
      for (const end of to) {
        if (this.#next[start]?.has(end)) this.#doubled.push([start, end]);
        this.#next[start]?.add(end);
      }
    }
  }

  /** Where a match may end with no assertion left to hold: nowhere, if one stands at the end. */
  endsWithout(node: RegexNode, { last }: Part): ReadonlySet<number> {
    return endsInAssertion(node) ? new Set() : last;
  }

  add(node: RegexNode): Part {
    switch (node.kind) {
      case 'chars':
        return this.#addChars(node.set);
      case 'assertion':
        if (node.body) this.#lookedFor.push(node.body);
        return EMPTY;
      case 'choice':
        return node.parts
          .map((part) => this.add(part))
          .reduce((a, b) => ({
            nullable: a.nullable || b.nullable,
            first: both(a.first, b.first),
            last: both(a.last, b.last),
          }));
      case 'sequence':
        return this.#addAll(node.parts.map((part) => () => this.add(part)));
      case 'repeat':
        return this.#addRepeat(node);
    }
  }

  #addChars(set: CharSet): Part {
    const position = this.#sets.push(set) - 1;
    if (position > MOST_POSITIONS) throw new UnknownRegexError('it is too long to be judged');
    this.#next.push(new Set());
    return { nullable: false, first: new Set([position]), last: new Set([position]) };
  }

  #addAll(adders: readonly (() => Part)[]): Part {
    return adders.reduce<Part>((before, add) => {
      const after = add();
      this.join(before.last, after.first);
      return {
        nullable: before.nullable && after.nullable,
        first: before.nullable ? both(before.first, after.first) : before.first,
        last: after.nullable ? both(before.last, after.last) : after.last,
      };
    }, EMPTY);
  }

  #addRepeat({ body, min, max }: RegexNode & { kind: 'repeat' }): Part {
    if (max === 0) return EMPTY;
    const isLoop = max === Infinity || max - min > FEW_ROUNDS || (max > 1 && varies(body));
    // A few copies show all that follows what; more would only repeat it.
    const needed = Math.min(isLoop ? Math.max(min, 1) : min, MOST_COPIES);
    const adders = Array.from({ length: needed }, (_, index) => () => {
      const part = this.add(body);
      if (isLoop && index === needed - 1) this.join(part.last, part.first);
      return part;
    });
    const spare = isLoop ? 0 : Math.min(max - min, MOST_COPIES);
    const whole = this.#addSpare(this.#addAll(adders), body, spare);
    return min === 0 ? { ...whole, nullable: true } : whole;
  }

  /** Rounds that may be left out: one is only taken when all before it are. */
  #addSpare(must: Part, body: RegexNode, count: number): Part {
    let whole = must;
    let before = must;
    for (let index = 0; index < count; index += 1) {
      const part = this.add(body);
      this.join(before.last, part.first);
      whole = {
        nullable: whole.nullable,
        first: before.nullable ? both(whole.first, part.first) : whole.first,
        last: both(whole.last, part.last),
      };
      before = {
        nullable: before.nullable && part.nullable,
        first: before.first,
        last: part.nullable ? both(before.last, part.last) : part.last,
      };
    }
    return whole;
  }
}

/** Whether one text may be read by it in several ways or lengths. */
export function varies(node: RegexNode): boolean {
  if (node.kind === 'repeat') return node.min !== node.max || varies(node.body);
  if (node.kind === 'choice') return true;
  return node.kind === 'sequence' && node.parts.some(varies);
}

function endsInAssertion(node: RegexNode): boolean {
  if (node.kind === 'assertion') return true;
  if (node.kind === 'choice') return node.parts.some(endsInAssertion);
  if (node.kind === 'repeat') return endsInAssertion(node.body);
  if (node.kind !== 'sequence') return false;
  const [last, ...before] = node.parts.toReversed();
  if (!last) return false;
  return endsInAssertion(last) || (isNullable(last) && before.some(endsInAssertion));
}

const isNullable = (node: RegexNode): boolean =>
  node.kind === 'assertion' ||
  (node.kind === 'repeat' && (node.min === 0 || isNullable(node.body))) ||
  (node.kind === 'choice' && node.parts.some(isNullable)) ||
  (node.kind === 'sequence' && node.parts.every(isNullable));
