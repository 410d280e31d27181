import { type FastifyRequest } from 'fastify';

/**
 * The URL of another page of the same list: this request's, with some query parameters changed.
 * As a path it is without scheme and host.
 */
export function pageUrl(
  request: FastifyRequest,
  changes: Readonly<Record<string, string | number | undefined>>,
  form: 'whole' | 'path' = 'whole',
): string {
  const { basePath } = request.server;
  const url = new URL(`${basePath}${request.url}`, `${request.protocol}://${request.host}`);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, String(value));
  }
  return form === 'path' ? `${url.pathname}${url.search}` : url.href;
}

/** A `Link` header (RFC 8288) of the relations that have a target. */
export function linkHeader(targets: Readonly<Record<string, string | null | undefined>>): string {
  return Object.entries(targets)
    .filter(([, target]) => typeof target === 'string')
    .map(([relation, target]) => `<${target}>; rel="${relation}"`)
    .join(', ');
}
