import type { Members } from '../json.ts';
import type { Source } from '../read/source.ts';
import { readReference } from './reference.ts';

/**
 * Addresses of the files that one file refers to and that may be read. It is no harm to name one
 * that is not needed, such as one in an example: what is wrong with a file is told only where a
 * reference to it is followed.
 */
export function externalReferences(source: Source, hosts: readonly string[]): Set<string> {
  const addresses = new Set<string>();
  const seen = new Set<object>();
  const stack: unknown[] = [source.value];
  const add = (reference: unknown) => {
    if (typeof reference !== 'string' || reference.startsWith('#')) return;
    const read = readReference(reference, source.address);
    if (read.to === 'file' || (read.to === 'remote' && hosts.includes(read.host)))
      addresses.add(read.address);
  };
  while (stack.length > 0) {
    const value = stack.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const name of Object.keys(value)) {
      const member = (value as Members)[name];
      if (name === '$ref' || name === '$dynamicRef') add(member);
      else if (name === 'mapping') mappedFiles(member).forEach(add);
      if (typeof member === 'object' && member !== null) stack.push(member);
    }
  }
  return addresses;
}

/** A discriminator maps to names or to references; only what looks like a file is one. */
const mappedFiles = (mapping: unknown): unknown[] =>
  Object.values(typeof mapping === 'object' && mapping !== null ? mapping : {}).filter(
    (target) => typeof target === 'string' && /\.(?:ya?ml|json)\b|\//.test(target),
  );
