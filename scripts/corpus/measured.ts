/** What one description came to, as its own process tells it. */
export interface Measured {
  readonly outcome: string;
  readonly operations: number;
  readonly live: number;
  readonly entities: number;
  readonly lines: number;
  readonly ms: number;
  /** Peak of the process that generates; the tests run in others. */
  readonly memoryMb: number;
  readonly tests: number;
  readonly failures: readonly { readonly name: string; readonly message: string }[];
  readonly diagnostics: readonly Finding[];
  /** `ok`, or what the started service said instead; absent when there is none. */
  readonly health: string | undefined;
}

export interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  /** It shows its place in the user's file. */
  readonly located: boolean;
}

/** A description and its fate. */
export interface Tried {
  /** Path in the corpus, such as `real/gotify.json`. */
  readonly file: string;
  /** Absent when the process crashed or met its time limit. */
  readonly measured: Measured | undefined;
  readonly result: Result;
  /** Why, where it is not as it should be. */
  readonly reason: string;
}

export type Result =
  | 'ok'
  /** Found invalid. */
  | 'refused'
  | 'type errors'
  | 'test failures'
  /** The service does not start, or its probe does not answer. */
  | 'does not start'
  | 'time limit'
  | 'crash';
