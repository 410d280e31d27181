import { engineFor } from '../../spec/regex/engine.ts';

/**
 * The patterns of a description that JavaScript's own engine could be busy with without end, sorted:
 * the service runs them on another.
 */
export function slowPatterns(description: object): string[] {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [keyword, value] of Object.entries(node)) {
      if (keyword === 'pattern' && typeof value === 'string') found.add(value);
      if (keyword === 'patternProperties' && typeof value === 'object' && value !== null)
        for (const name of Object.keys(value)) found.add(name);
      visit(value);
    }
  };
  visit(description);
  return [...found].filter((pattern) => engineFor(pattern)?.kind === 'linear').sort();
}
