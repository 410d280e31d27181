import type { Members } from '../../json.ts';
import type { Place } from '../../read/place.ts';
import { softListOf, text } from '../readers.ts';
import type { Reading } from '../reading.ts';

/** `host`, `basePath` and `schemes` (2.0, «Swagger Object»). */
export function serversOf(document: Place, reading: Reading): Members[] {
  const read = (name: string) =>
    document.has(name) ? text(document.child(name), reading) : undefined;
  const host = read('host')
    ?.replace(/^[a-z]+:\/\//i, '')
    .replace(/\/+$/, '');
  const base = read('basePath') ?? '';
  const path = base === '/' ? '' : base.startsWith('/') || base === '' ? base : `/${base}`;
  if (host === undefined || host === '') return path === '' ? [] : [{ url: path }];
  const schemes = document.has('schemes')
    ? (softListOf(text)(document.child('schemes'), reading) ?? [])
    : [];
  return (schemes.length > 0 ? schemes : ['https']).map((scheme) => ({
    url: `${scheme}://${host}${path}`,
  }));
}

/** The operation's media types, else the document's, else JSON. */
export function mediaTypesOf(own: Place, shared: Place, reading: Reading): string[] {
  for (const place of [own, shared]) {
    if (place.value === undefined || place.value === null) continue;
    const types = (softListOf(text)(place, reading) ?? []).filter((type) => type.includes('/'));
    if (types.length > 0) return [...new Set(types)];
  }
  return ['application/json'];
}
