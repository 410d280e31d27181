import type { JsonValue } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import type { Schemas, Usage } from './usage.ts';

/** Where a value is to stand, and what is known of it there. */
export interface Place {
  /** The nearest property name. */
  readonly name: string;
  /** Another number, another value. */
  readonly seed: number;
  readonly depth: number;
  /** Component schemas that this place is inside of. */
  readonly inside: ReadonlySet<string>;
  /** What an example of something around it says. */
  readonly hint?: JsonValue;
}

/** What makes the values of members and items. */
export interface Maker {
  readonly schemas: Schemas;
  readonly usage: Usage;
  value(schema: Schema | boolean, place: Place): JsonValue | undefined;
  /** Whether optional parts are wanted at a place. */
  isGenerous(place: Place): boolean;
  /** Whether a schema leads back into what a place is inside of already. */
  isRecursive(schema: Schema | boolean, place: Place): boolean;
}
