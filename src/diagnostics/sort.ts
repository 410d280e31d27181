import type { Diagnostic } from './diagnostic.ts';

/** By file, line and column; what has no location comes first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((one, other) => {
    const a = one.location ?? NOWHERE;
    const b = other.location ?? NOWHERE;
    if (a.file !== b.file) return a.file < b.file ? -1 : 1;
    return a.line - b.line || a.column - b.column || compare(one.code, other.code);
  });
}

const NOWHERE = { file: '', line: 0, column: 0 };

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
