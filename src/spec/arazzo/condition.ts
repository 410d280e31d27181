import type { Expression } from './expression.ts';
import { expressionOf } from './template.ts';

/** A simple condition (Arazzo 1.0.1, section 4.6.11). */
export type Condition =
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly left: Condition;
      readonly right: Condition;
    }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition };

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** Conditions nest no deeper. */
const DEEPEST = 50;

/**
 * Reads a simple condition.
 *
 * @throws BadExpression or SyntaxError
 */
export function parseCondition(text: string): Condition {
  const parser = new Parser(tokensOf(text));
  const condition = parser.any(0);
  if (parser.next !== undefined) throw new SyntaxError(`${parser.next} stands where nothing may`);
  return condition;
}

const TOKEN =
  /\s*(?:(&&|\|\||[=!<>]=|[<>!()])|('(?:[^']|'')*')|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])|(true|false|null)(?!\w)|(\$(?:[^\s()<>=!&|]|\[\d+\])+))/y;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  const scan = new RegExp(TOKEN);
  const end = text.trimEnd().length;
  while (scan.lastIndex < end) {
    const at = scan.lastIndex;
    const found = scan.exec(text);
    if (!found) throw new SyntaxError(`${text.slice(at).trim()} is not understood`);
    tokens.push(found.slice(1).find((one) => one !== undefined) ?? '');
  }
  return tokens;
}

class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get next(): string | undefined {
    return this.#tokens[this.#at];
  }

  any(depth: number): Condition {
    return this.#chain('||', 'any', () => this.#all(depth));
  }

  #all(depth: number): Condition {
    return this.#chain('&&', 'all', () => this.#comparison(depth));
  }

  #chain(operator: string, kind: 'all' | 'any', read: () => Condition): Condition {
    const first = read();
    const parts = [first];
    while (this.#take(operator)) parts.push(read());
    return parts.length === 1 ? first : { kind, parts };
  }

  #comparison(depth: number): Condition {
    const left = this.#operand(depth);
    const operator = this.next;
    if (operator === undefined || !isComparison(operator)) return left;
    this.#at += 1;
    return { kind: 'compare', operator, left, right: this.#operand(depth) };
  }

  #operand(depth: number): Condition {
    if (depth > DEEPEST) throw new SyntaxError('it is nested too deeply');
    const token = this.next;
    this.#at += 1;
    if (token === undefined) throw new SyntaxError('it ends too early');
    if (token === '!') return { kind: 'not', part: this.#operand(depth + 1) };
    if (token === '(') {
      const inner = this.any(depth + 1);
      if (!this.#take(')')) throw new SyntaxError('a closing parenthesis is missing');
      return inner;
    }
    if (token.startsWith('$')) return { kind: 'expression', expression: expressionOf(token) };
    if (token.startsWith("'"))
      return { kind: 'value', value: token.slice(1, -1).replaceAll("''", "'") };
    const constant = CONSTANTS.get(token);
    if (constant !== undefined) return { kind: 'value', value: constant };
    if (!/^-?\d/.test(token)) throw new SyntaxError(`${token} stands where a value should`);
    return { kind: 'value', value: Number(token) };
  }

  #take(token: string): boolean {
    if (this.next !== token) return false;
    this.#at += 1;
    return true;
  }
}

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const isComparison = (token: string): token is Comparison =>
  ['==', '!=', '<', '<=', '>', '>='].includes(token);
