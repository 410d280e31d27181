import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../../diagnostics/sort.ts';
import type { SpecDocument } from '../../spec/document.ts';
import type { Covered } from './types.ts';

/** One finding for each keyword that has no effect, for those who ask to be told. */
export function ignoredFindings(
  covered: readonly Covered[],
  document: SpecDocument,
): readonly Diagnostic[] {
  const ignored = covered.filter(({ status }) => status === 'ignored');
  return sortDiagnostics(
    ignored.map(({ keyword, because, source }) => {
      const location = document.locate(source);
      const message = `${keyword.length > 60 ? `${keyword.slice(0, 59)}…` : keyword} is ignored: ${because}. Delete it, or go on without --strict.`;
      return diagnostic('SW7009', 'error', message, location, document.frame(location));
    }),
  );
}
