import type { SpecDocument } from '../spec/document.ts';

/** Every file that a description and its workflows were read from, as the document names them. */
export function sourceFiles(document: SpecDocument): string[] {
  const files = new Set([document.file, ...document.workflows.map(({ file }) => file)]);
  const seen = new Set<object>();
  const open: unknown[] = [document.api];
  for (let node = open.pop(); open.length > 0 || node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    const origin = document.origin(node);
    if (origin !== undefined) files.add(origin.file);
    for (const member of Object.values(node)) open.push(member);
  }
  return [...files].sort();
}
