import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Finding } from './model-types.ts';

/** Diagnostics as the page shows them: flat. */
export const findingsOf = (diagnostics: readonly Diagnostic[]): Finding[] =>
  diagnostics.map(({ code, severity, message, location }) => ({
    code,
    severity,
    message,
    ...location,
  }));
