import {
  anyChar,
  classEscape,
  complement,
  lineEnds,
  oneChar,
  union,
  withBothCases,
  type CharSet,
} from './char-set.ts';

/** A regular expression as a tree: ECMAScript's syntax without back references. */
export type RegexNode =
  | { readonly kind: 'chars'; readonly set: CharSet }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly body: RegexNode;
      readonly min: number;
      readonly max: number;
    }
  /** `^`, `$`, `\b`, or a look round with what it looks for. */
  | { readonly kind: 'assertion'; readonly isStart: boolean; readonly body?: RegexNode };

/** Why an expression cannot be judged. */
export class UnknownRegexError extends Error {}

/** Reads a literal's pattern. What is valid is the compiler's to say; what is unknown is thrown. */
export function parseRegex(pattern: string, flags: string): RegexNode {
  if (flags.includes('v')) throw new UnknownRegexError('the flag v is not known here');
  return new RegexReader(pattern, flags).read();
}

class RegexReader {
  readonly #text: string;
  readonly #ignoreCase: boolean;
  readonly #manyLines: boolean;
  readonly #dotAll: boolean;
  readonly #unicode: boolean;
  #at = 0;

  constructor(text: string, flags: string) {
    this.#text = text;
    this.#ignoreCase = flags.includes('i');
    this.#manyLines = flags.includes('m');
    this.#dotAll = flags.includes('s');
    this.#unicode = flags.includes('u');
  }

  read(): RegexNode {
    const node = this.#choice();
    if (this.#at < this.#text.length) throw new UnknownRegexError('a parenthesis is not opened');
    return node;
  }

  #choice(): RegexNode {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    const [only, ...others] = parts;
    return only && others.length === 0 ? only : { kind: 'choice', parts };
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.#at < this.#text.length && !'|)'.includes(this.#peek())) {
      parts.push(this.#repeated(this.#atom()));
    }
    return { kind: 'sequence', parts };
  }

  #repeated(body: RegexNode): RegexNode {
    const counts = this.#match(/[*+?]|\{(\d+)(,?)(\d*)\}/y);
    if (!counts) return body;
    this.#take('?');
    const [mark = '', least = '', comma = '', most = ''] = counts;
    if (mark === '*') return { kind: 'repeat', body, min: 0, max: Infinity };
    if (mark === '+') return { kind: 'repeat', body, min: 1, max: Infinity };
    if (mark === '?') return { kind: 'repeat', body, min: 0, max: 1 };
    const min = Number(least);
    const max = comma === '' ? min : most === '' ? Infinity : Number(most);
    return { kind: 'repeat', body, min, max };
  }

  #atom(): RegexNode {
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return this.#chars(this.#class());
    if (this.#take('^')) return { kind: 'assertion', isStart: !this.#manyLines };
    if (this.#take('$')) return { kind: 'assertion', isStart: false };
    if (this.#take('.')) return this.#chars(this.#dotAll ? anyChar : complement(lineEnds));
    if (this.#match(/\\[bB]/y)) return { kind: 'assertion', isStart: false };
    return this.#chars(this.#take('\\') ? this.#escape() : oneChar(this.#code()));
  }

  #group(): RegexNode {
    const opening = this.#match(/\?(?:<?[=!]|:|<[^>=!]+>)/y)?.[0] ?? '';
    if (opening === '' && this.#peek() === '?')
      throw new UnknownRegexError('a group of a new kind');
    const body = this.#choice();
    if (!this.#take(')')) throw new UnknownRegexError('a parenthesis is not closed');
    return /^\?<?[=!]/.test(opening) ? { kind: 'assertion', isStart: false, body } : body;
  }

  #class(): CharSet {
    const negated = this.#take('^');
    const sets: CharSet[] = [];
    while (!this.#take(']')) {
      if (this.#at >= this.#text.length) throw new UnknownRegexError('a bracket is not closed');
      const first = this.#classAtom();
      const isRange = this.#peek() === '-' && this.#text[this.#at + 1] !== ']';
      if (isRange && this.#take('-')) {
        const last = this.#classAtom();
        const [low, high] = [first[0]?.[0] ?? 0, last[0]?.[1] ?? 0];
        sets.push(first.length === 1 && low <= high ? [[low, high]] : anyChar);
      } else {
        sets.push(first);
      }
    }
    const set = this.#folded(union(sets));
    return negated ? complement(set) : set;
  }

  #classAtom(): CharSet {
    if (this.#match(/\\b/y)) return oneChar(8);
    return this.#take('\\') ? this.#escape() : oneChar(this.#code());
  }

  #escape(): CharSet {
    if (this.#match(/k<|[1-9]/y)) throw new UnknownRegexError('it refers back to a group');
    const letter = this.#match(/[dDsSwW]/y)?.[0];
    if (letter) return classEscape(letter) ?? anyChar;
    // Which characters have a property is not known here: it could be any.
    if (this.#unicode && this.#match(/[pP]\{[^}]*\}/y)) return anyChar;
    const hex = this.#match(/u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2})/iy);
    if (hex) return oneChar(Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '0', 16));
    const control = { n: 10, r: 13, t: 9, v: 11, f: 12, '0': 0 }[this.#peek()];
    const code = this.#code();
    return oneChar(control ?? code);
  }

  #chars(set: CharSet): RegexNode {
    return { kind: 'chars', set: this.#folded(set) };
  }

  #folded(set: CharSet): CharSet {
    return this.#ignoreCase ? withBothCases(set) : set;
  }

  #code(): number {
    const code = this.#unicode ? this.#text.codePointAt(this.#at) : this.#text.charCodeAt(this.#at);
    if (code === undefined || Number.isNaN(code)) throw new UnknownRegexError('it ends too early');
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at += 1;
    return true;
  }

  #match(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#text) ?? undefined;
    this.#at += found?.[0].length ?? 0;
    return found;
  }
}
