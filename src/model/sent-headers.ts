import type { OperationKind, ResponseHeader } from './types.ts';

const SHOWING: ReadonlySet<OperationKind> = new Set([
  'get',
  'create',
  'replace',
  'update',
  'upsert',
  'file',
]);

/** Whether the service sends a header with what an operation of a kind answers. */
export function isSent(
  { name, role }: Pick<ResponseHeader, 'name' | 'role'>,
  kind: OperationKind,
): boolean {
  if (role === 'location') return kind === 'create';
  if (role === 'etag') return SHOWING.has(kind);
  if (kind === 'file' && OF_FILES.test(name)) return true;
  return kind === 'list' && ['link', 'total', 'next-cursor'].includes(role);
}

const OF_FILES = /^(?:accept-ranges|content-disposition|content-range)$/i;

/** Headers that HTTP asks for where they belong, whoever answers. */
export const isOfHttp = (name: string): boolean =>
  /^(?:www-authenticate|allow|retry-after|content-type|content-length|date|connection|transfer-encoding|vary|server)$/i.test(
    name,
  );
