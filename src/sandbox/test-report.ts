/** What became of a service's tests. */
export interface TestReport {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly TestFailure[];
}

export interface TestFailure {
  /** Relative to the service's folder, with forward slashes. */
  readonly file: string;
  /** The names of its groups and its own; empty when the file as a whole failed. */
  readonly name: string;
  readonly message: string;
  /** Where in the service's own text the error arose, if there. */
  readonly at?: { readonly file: string; readonly line: number; readonly column: number };
}

/** One line of the file that the vitest host writes as it goes, so that a killed run tells too. */
export type HostEvent =
  | { readonly event: 'started'; readonly file: string }
  | {
      readonly event: 'ended';
      readonly file: string;
      readonly passed: number;
      /** Skipped tests and open ones; they are neither passed nor failed. */
      readonly skipped: number;
      readonly failures: readonly TestFailure[];
    }
  | { readonly event: 'error'; readonly message: string }
  | { readonly event: 'done' };

/** What the vitest host is told on its command line, as JSON. */
export interface HostRequest {
  readonly root: string;
  readonly report: string;
  readonly execArgv: readonly string[];
  readonly workers?: number;
  readonly testNamePattern?: string;
  readonly files?: readonly string[];
}
