import type { DiagnosticCodeOf } from '../diagnostics/diagnostic.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { sourceFrame } from '../diagnostics/frame.ts';

/** Something wrong in one file, by offset: lines are counted only for what is reported. */
export interface Finding {
  readonly code: DiagnosticCodeOf<'SW4'>;
  readonly path: string;
  readonly message: string;
  /** Offset in the file's text, in UTF-16 units. */
  readonly at: number;
}

/** The finding as users see it: located, with a frame of the generated file. */
export function toDiagnostic({ code, path, message, at }: Finding, text: string): Diagnostic {
  const before = text.slice(0, at).split(/\r\n|[\r\n]/);
  const location = {
    file: path,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
  };
  return diagnostic(code, 'error', message, location, sourceFrame(text, location));
}
