import type { ts } from 'ts-morph';
import type { Three } from '../merge-lines.ts';
import { type Part, readAs } from '../part.ts';
import { declaredNames, fileImports, usedNames } from './import-names.ts';
import type { ImportNeeds } from './merging.ts';
import { parse } from './parse.ts';

/** No import is decided by its use. */
export const NO_NEEDS: ImportNeeds = {
  kept: new Set(),
  restored: new Set(),
  unused: new Set(),
};

interface Names {
  readonly imported: ReadonlySet<string>;
  readonly used: ReadonlySet<string>;
  /** Used, though neither imported nor declared: nothing that a merge has to mend. */
  readonly loose: ReadonlySet<string>;
}

/** Which imports the merged code needs against what became of the imports themselves. */
export function importNeeds(
  path: string,
  files: Three<ts.SourceFile>,
  merged: readonly Part[],
): ImportNeeds {
  const [base, ours, theirs] = [files.base, files.ours, files.theirs].map(namesOf);
  const readings = (['ours', 'theirs'] as const).flatMap(
    (side) => parse(path, readAs(merged, side)) ?? [],
  );
  if (base === undefined || ours === undefined || theirs === undefined || readings.length === 0)
    return NO_NEEDS;
  const results = readings.map(namesOf);
  const used = new Set(results.flatMap((names) => [...names.used]));
  const missing = new Set(results.flatMap((names) => [...names.loose]));
  const imported = results.flatMap((names) => [...names.imported]);
  const kept = [...ours.imported].filter((name) => missing.has(name) && !theirs.loose.has(name));
  const restored = [...theirs.imported].filter(
    (name) => missing.has(name) && !ours.loose.has(name) && !ours.imported.has(name),
  );
  const isGenerated = (name: string) =>
    theirs.imported.has(name) &&
    theirs.used.has(name) &&
    (!ours.imported.has(name) || (ours.used.has(name) && base.imported.has(name)));
  const unused = imported.filter((name) => !used.has(name) && isGenerated(name));
  return { kept: new Set(kept), restored: new Set(restored), unused: new Set(unused) };
}

function namesOf(file: ts.SourceFile): Names {
  const imported = fileImports(file);
  const used = usedNames(file);
  const declared = declaredNames(file);
  const loose = [...used].filter((name) => !imported.has(name) && !declared.has(name));
  return { imported, used, loose: new Set(loose) };
}
