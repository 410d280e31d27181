import type { ts } from 'ts-morph';
import type { Three } from '../merge-lines.ts';
import type { Part } from '../part.ts';
import { importNeeds, NO_NEEDS } from './import-needs.ts';
import { mergeNodes } from './merge-nodes.ts';
import type { ImportNeeds, Merging } from './merging.ts';
import { parse } from './parse.ts';

/** The trees of three texts that the TypeScript parser reads; undefined if one is broken. */
export function parseAll(path: string, texts: Three<string>): Three<ts.SourceFile> | undefined {
  const [base, ours, theirs] = [texts.base, texts.ours, texts.theirs].map((text) =>
    parse(path, text),
  );
  return base === undefined || ours === undefined || theirs === undefined
    ? undefined
    : { base, ours, theirs };
}

/** Merges three trees, the imports last: the code that is left decides which are needed. */
export function mergeTrees(path: string, files: Three<ts.SourceFile>, shortcuts: boolean): Part[] {
  const merged = mergeWith(path, files, shortcuts, NO_NEEDS);
  if (path.endsWith('.json')) return merged;
  const imports = importNeeds(path, files, merged);
  const { kept, restored, unused } = imports;
  return kept.size + restored.size + unused.size > 0
    ? mergeWith(path, files, shortcuts, imports)
    : merged;
}

function mergeWith(
  path: string,
  files: Three<ts.SourceFile>,
  shortcuts: boolean,
  imports: ImportNeeds,
): Part[] {
  const merging: Merging = {
    path,
    shortcuts,
    imports,
    nodes: (nodes, name) => mergeNodes(nodes, name, merging),
  };
  return mergeNodes(files, '', merging);
}
