import { isObject } from '../json.ts';
import type { Place } from '../read/place.ts';
import type { Source } from '../read/source.ts';
import { isUrl } from './reference.ts';

/** Schemas of one file that have a name of their own: `$id`, `$anchor`, `$dynamicAnchor`. */
export interface NamedSchemas {
  readonly ids: ReadonlyMap<string, Place>;
  readonly anchors: ReadonlyMap<string, Place>;
}

/** Looks through a whole file (JSON Schema 2020-12, section 8.2; OpenAPI 3.2 `$self`). */
export function namedSchemas(source: Source): NamedSchemas {
  const ids = new Map<string, Place>();
  const anchors = new Map<string, Place>();
  const add = (map: Map<string, Place>, name: unknown, place: Place) => {
    if (typeof name === 'string' && name !== '' && !map.has(name)) map.set(name, place);
  };
  const { root } = source;
  const base = isObject(source.value) ? source.value.$self : undefined;
  add(ids, base, root);
  const seen = new Set<object>();
  const stack: { place: Place; base: unknown }[] = [{ place: root, base }];
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    const { place } = entry;
    const { value } = place;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    const { $id, $anchor, $dynamicAnchor } = value as {
      $id?: unknown;
      $anchor?: unknown;
      $dynamicAnchor?: unknown;
    };
    const id = typeof $id === 'string' ? absolute($id, entry.base) : undefined;
    add(ids, id, place);
    add(anchors, $anchor, place);
    add(anchors, $dynamicAnchor, place);
    for (const child of place.children) stack.push({ place: child, base: id ?? entry.base });
  }
  return { ids, anchors };
}

/** An identifier without its empty fragment, on its base where it has an absolute one. */
export function absolute(id: string, base: unknown): string {
  const plain = id.replace(/#$/, '');
  if (typeof base !== 'string' || !isUrl(base)) return plain;
  return URL.parse(plain, base)?.href ?? plain;
}
