import type { Findings } from '../findings.ts';
import { isObject } from '../json.ts';
import type { Source } from '../read/source.ts';
import { readReference } from '../references/reference.ts';

/** What an Arazzo file is about, by the names that its workflows use. */
export interface SourceDescriptions {
  /** Names of the description that the service is generated from. */
  readonly own: ReadonlySet<string>;
  /** Addresses of other Arazzo files, by name. */
  readonly arazzo: ReadonlyMap<string, string>;
  /** Every name. */
  readonly all: ReadonlySet<string>;
}

/**
 * Reads `sourceDescriptions`. One is the description when its address is that of the file; in an Arazzo
 * file that was named for this description, the only OpenAPI one is, too, since the address may be that
 * of a server.
 */
export function sourceDescriptions(
  file: Source,
  description: string,
  isNamed: boolean,
  findings: Findings,
): SourceDescriptions {
  const list = file.root.child('sourceDescriptions');
  const all = new Set<string>();
  const own = new Set<string>();
  const arazzo = new Map<string, string>();
  const openapi: string[] = [];
  if (!Array.isArray(list.value) || list.value.length === 0)
    findings.error('SW1401', list, 'An Arazzo description needs a list of sourceDescriptions.');
  for (const place of list.children) {
    const { value } = place;
    if (!isObject(value) || typeof value.name !== 'string' || typeof value.url !== 'string') {
      findings.error('SW1401', place, 'A source description needs a name and a url.');
      continue;
    }
    all.add(value.name);
    const reference = readReference(value.url, file.address);
    const address = reference.to === 'file' ? reference.address : undefined;
    if (value.type === 'arazzo') {
      if (address !== undefined) arazzo.set(value.name, address);
      continue;
    }
    openapi.push(value.name);
    if (address === description) own.add(value.name);
  }
  if (own.size === 0 && isNamed && openapi.length === 1) openapi.forEach((name) => own.add(name));
  return { own, arazzo, all };
}
