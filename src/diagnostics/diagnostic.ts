import type { DiagnosticCode } from './codes.ts';

/** How much a finding weighs: an `error` stops the run, a `warning` and an `info` do not. */
export type Severity = 'error' | 'warning' | 'info';

/** A place in a file of the user's. Lines and columns count from 1; columns count UTF-16 units. */
export interface SourceLocation {
  /** Relative to the working directory, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One finding, with what to do about it. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** A whole sentence that says what is wrong and what to do. */
  readonly message: string;
  readonly location?: SourceLocation;
  /** The user's own lines round the location, with a caret, without colours. */
  readonly frame?: string;
}

/** A diagnostic from its parts, without the members that are not there. */
export function diagnostic(
  code: DiagnosticCode,
  severity: Severity,
  message: string,
  location?: SourceLocation,
  frame?: string,
): Diagnostic {
  return {
    code,
    severity,
    message,
    ...(location && { location }),
    ...(frame !== undefined && { frame }),
  };
}

/** The codes of one stage, by their first digits. */
export type DiagnosticCodeOf<Prefix extends string> = Extract<DiagnosticCode, `${Prefix}${string}`>;
