import { relative, sep } from 'node:path';
import {
  type Diagnostic,
  diagnostic,
  type DiagnosticCodeOf,
} from '../../diagnostics/diagnostic.ts';
import { sourceFrame } from '../../diagnostics/frame.ts';

/** A place in a file of a pack; lines and columns count from 1. */
export interface PackPlace {
  /** Absolute. */
  readonly file: string;
  readonly text?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** A fault of a pack that its author can put right, in the author's own file. */
export class PackError extends Error {
  override name = 'PackError';
  readonly code: DiagnosticCodeOf<'SW3'>;
  readonly place: PackPlace | undefined;

  constructor(
    code: DiagnosticCodeOf<'SW3'>,
    message: string,
    place?: PackPlace,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.place = place;
  }

  /** The same for a person who works in `cwd`. */
  diagnosticIn(cwd: string): Diagnostic {
    if (this.place === undefined) return diagnostic(this.code, 'error', this.message);
    const { file, text, line = 1, column = 1 } = this.place;
    const location = { file: relative(cwd, file).split(sep).join('/'), line, column };
    const frame = text === undefined ? undefined : sourceFrame(text, location);
    return diagnostic(this.code, 'error', this.message, location, frame);
  }
}
