import { join } from '../pointer.ts';
import type { Source } from './source.ts';

/** A value together with where it stands. Its pointer is spelled only when something asks for it. */
export class Place {
  readonly source: Source;
  readonly parent: Place | undefined;
  /** The last token of its pointer. */
  readonly token: string;
  readonly value: unknown;

  constructor(source: Source, parent: Place | undefined, token: string, value: unknown) {
    this.source = source;
    this.parent = parent;
    this.token = token;
    this.value = value;
  }

  get pointer(): string {
    const tokens: string[] = [];
    let { parent } = this;
    for (let { token } = this; parent; { token, parent } = parent) tokens.push(token);
    return join('', ...tokens.reverse());
  }

  /** A member or element; its value is `undefined` when there is none. Only own members count. */
  child(token: string | number): Place {
    const { value } = this;
    const has = typeof value === 'object' && value !== null && Object.hasOwn(value, token);
    return new Place(
      this.source,
      this,
      String(token),
      has ? (value as Record<string, unknown>)[token] : undefined,
    );
  }

  has(token: string): boolean {
    return this.child(token).value !== undefined;
  }

  /** All members or elements. */
  get children(): Place[] {
    const { value } = this;
    if (Array.isArray(value))
      return value.map((item, index) => new Place(this.source, this, String(index), item));
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).map(
      ([name, member]) => new Place(this.source, this, name, member),
    );
  }
}
