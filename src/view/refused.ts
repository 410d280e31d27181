import { diagnostic, type DiagnosticCodeOf } from '../diagnostics/diagnostic.ts';
import type { Finding } from './model-types.ts';

/** A request that is not served, and why. */
export class Refused extends Error {
  readonly status: number;
  readonly findings: readonly Finding[];
  /** Headers that the answer has besides. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: DiagnosticCodeOf<'SW76'>,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'Refused';
    this.status = status;
    const { severity } = diagnostic(code, 'error', message);
    this.findings = [{ code, severity, message }];
    this.headers = headers;
  }
}
