import type { Members } from '../json.ts';
import type { Place } from '../read/place.ts';
import type { Declared } from './parameters.ts';
import type { Reader } from './readers.ts';
import type { Reading } from './reading.ts';

/** What differs between Swagger 2.0 and OpenAPI 3 about operations. */
export interface Dialect {
  /** The members of an operation that need nothing but themselves. */
  readonly operation: Reader<Members>;
  /** One parameter; `undefined` for what belongs to a body. */
  readonly parameter: Reader<Members>;
  /** Adds what has to be put together from several members. */
  complete(
    operation: Members,
    place: Place,
    parameters: readonly Declared[],
    reading: Reading,
  ): void;
}
