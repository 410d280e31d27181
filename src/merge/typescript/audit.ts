import { ts } from 'ts-morph';
import type { Three } from '../merge-lines.ts';
import { type Part, hasConflict, readAs } from '../part.ts';
import { countWords } from '../tokens.ts';
import { identify } from './identity.ts';
import { declaredNames, fileImports } from './import-names.ts';
import { listOf } from './lists.ts';
import { parse } from './parse.ts';

/**
 * Whether a merge may stand: it parses, declares nothing twice, and has every word that either
 * side added, in its text, in a conflict or in a remark.
 */
export const isSound = (
  path: string,
  files: Three<ts.SourceFile>,
  merged: readonly Part[],
): boolean => isWhole(path, files, merged) && keepsWords(files, merged);

/** Whether what is merged parses and declares nothing twice; a conflict is for a person to see. */
export function isWhole(
  path: string,
  { ours, theirs }: Three<ts.SourceFile>,
  merged: readonly Part[],
): boolean {
  if (hasConflict(merged)) return true;
  const result = parse(path, readAs(merged, 'ours'));
  if (result === undefined) return false;
  const repeated = repeatedNames(result);
  if (repeated.size === 0) return true;
  const known = new Set([...repeatedNames(ours), ...repeatedNames(theirs)]);
  return [...repeated].every((name) => known.has(name));
}

/** Names that one scope, type or object has more than once. */
function repeatedNames(file: ts.SourceFile): Set<string> {
  const repeated = new Set<string>();
  const visit = (node: ts.Node): void => {
    const seen = new Set<string>();
    for (const name of namesOf(node)) {
      if (seen.has(name)) repeated.add(name);
      seen.add(name);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const declared = declaredNames(file);
  for (const name of fileImports(file)) if (declared.has(name)) repeated.add(`import ${name}`);
  return repeated;
}

function namesOf(node: ts.Node): string[] {
  const list = listOf(node);
  if (list === undefined) return [];
  return list.nodes.flatMap((item) => {
    if (ts.isImportDeclaration(item))
      return [...fileImportsOf(item)].map((name) => `import ${name}`);
    const { key, isName } = identify(item);
    return isName && /^(?:value|type|member|get|set) /.test(key) ? [key] : [];
  });
}

function fileImportsOf(node: ts.ImportDeclaration): string[] {
  const bindings = node.importClause?.namedBindings;
  return bindings !== undefined && ts.isNamedImports(bindings)
    ? bindings.elements.map(({ name }) => name.text)
    : [];
}

/** Each word that a side has more often than before must be there as often, unless the other took some away. */
function keepsWords(files: Three<ts.SourceFile>, merged: readonly Part[]): boolean {
  const dropped = merged.flatMap((part) =>
    typeof part === 'object' && part.kind === 'remark' ? [part.dropped] : [],
  );
  const base = countWords(files.base.text);
  return (['ours', 'theirs'] as const).every((side) => {
    const other = (side === 'ours' ? files.theirs : files.ours).text;
    const takenAway = countWords(linesGone(files.base.text, other).join('\n'));
    const result = countWords([readAs(merged, side), ...dropped].join('\n'));
    return [...countWords(files[side].text)].every(
      ([word, count]) =>
        count <= (base.get(word) ?? 0) ||
        (result.get(word) ?? 0) >= count - (takenAway.get(word) ?? 0),
    );
  });
}

/** Lines that a later text no longer has, or has less often, wherever they stood. */
function linesGone(before: string, after: string): string[] {
  const left = Map.groupBy(after.split('\n'), (line) => line.trim());
  return before.split('\n').filter((line) => left.get(line.trim())?.pop() === undefined);
}
