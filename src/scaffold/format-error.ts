import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from './source-file.ts';

/** A file that Prettier could not read, and where. Line and column count from 1. */
export interface FormatFailure {
  readonly path: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Some files could not be formatted, which means that they do not parse. `files` has the whole
 * tree all the same, those files as they came, so that verification can show what is wrong.
 */
export class FormatError extends Error {
  readonly files: readonly SourceFile[];
  readonly failures: readonly FormatFailure[];

  constructor(files: readonly SourceFile[], failures: readonly FormatFailure[]) {
    const [first] = failures;
    const rest = failures.length > 1 ? ` (and ${failures.length - 1} more)` : '';
    super(`Cannot format ${first?.path ?? 'a file'}: ${first?.message ?? 'unknown reason'}${rest}`);
    this.name = 'FormatError';
    this.files = files;
    this.failures = failures;
  }

  get diagnostics(): Diagnostic[] {
    return this.failures.map(({ path, message, line = 1, column = 1 }) =>
      diagnostic('SW3002', 'error', message, { file: path, line, column }),
    );
  }
}
