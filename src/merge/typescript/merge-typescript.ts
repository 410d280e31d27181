import type { ts } from 'ts-morph';
import type { Three } from '../merge-lines.ts';
import type { Part } from '../part.ts';
import { importNeeds, NO_NEEDS } from './import-needs.ts';
import { mergeNodes } from './merge-nodes.ts';
import type { ImportNeeds, Merging } from './merging.ts';
import { parse } from './parse.ts';

/** Merges three texts of a language that the TypeScript parser reads; undefined if one is broken. */
export function mergeTree(
  path: string,
  texts: Three<string>,
  shortcuts: boolean,
): Part[] | undefined {
  const [base, ours, theirs] = [texts.base, texts.ours, texts.theirs].map((text) =>
    parse(path, text),
  );
  if (base === undefined || ours === undefined || theirs === undefined) return undefined;
  const files = { base, ours, theirs };
  const merged = mergeWith(path, files, shortcuts, NO_NEEDS);
  if (path.endsWith('.json')) return merged;
  const imports = importNeeds(path, files, merged);
  const isNeeded = Object.values<ReadonlySet<string>>({ ...imports }).some(({ size }) => size > 0);
  return isNeeded ? mergeWith(path, files, shortcuts, imports) : merged;
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
