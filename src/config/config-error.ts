import { type Diagnostic, diagnostic, type DiagnosticCodeOf } from '../diagnostics/diagnostic.ts';

/** Arguments or a configuration that a person can put right; nothing was started. */
export class ConfigError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[], options?: ErrorOptions) {
    super(diagnostics.map(({ message }) => message).join('\n'), options);
    this.name = 'ConfigError';
    this.diagnostics = diagnostics;
  }
}

export const configError = (
  code: DiagnosticCodeOf<'SW7'>,
  message: string,
  options?: ErrorOptions,
): ConfigError => new ConfigError([diagnostic(code, 'error', message)], options);
