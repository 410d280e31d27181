import { formatPatch, type StructuredPatch, structuredPatch } from 'diff';

/** One file before and after; absent where there is no such file. */
export interface FileChange {
  /** As the diff names it. */
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

/** A unified diff of one file, as `git apply` and `patch` read it. */
export function unifiedDiff({ path, before, after }: FileChange): string {
  const patch: StructuredPatch = structuredPatch(
    before === undefined ? '/dev/null' : `a/${path}`,
    after === undefined ? '/dev/null' : `b/${path}`,
    before ?? '',
    after ?? '',
    undefined,
    undefined,
    { context: 3 },
  );
  return formatPatch(patch, {
    includeIndex: false,
    includeUnderline: false,
    includeFileHeaders: true,
  });
}
