import type { Diagnostic } from '../diagnostic.ts';

/** One finding as the `--json` output prints it: flat, without the frame. */
export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

export const jsonDiagnostic = ({
  code,
  severity,
  message,
  location,
}: Diagnostic): JsonDiagnostic => ({
  code,
  severity,
  message,
  ...location,
});

/** All findings as one JSON array, ended by a new line. */
export const jsonReport = (diagnostics: readonly Diagnostic[]): string =>
  `${JSON.stringify(diagnostics.map(jsonDiagnostic), null, 2)}\n`;
