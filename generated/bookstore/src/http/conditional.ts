import { createHash } from 'node:crypto';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { preconditionFailed } from './problem.ts';

/** What tells one version of what a client is shown from another. */
const versionOf = (shown: unknown): string =>
  createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22);

/** Tells the version along with what is shown, as a strong entity tag (RFC 9110, section 8.8.3). */
export const withEtag = (reply: FastifyReply, shown: unknown): FastifyReply =>
  reply.header('etag', `"${versionOf(shown)}"`);

/** Whether `If-None-Match` says that the client has the version that is told already. */
export const isFresh = (reply: FastifyReply): boolean =>
  lists(reply.request.headers['if-none-match'], String(reply.getHeader('etag')));

/** @throws Problem 412 unless what a client is shown is in the version that `If-Match` names, if any */
export function requireMatch({ headers }: FastifyRequest, shown: unknown): void {
  const wanted = headers['if-match'];
  if (wanted !== undefined && !lists(wanted, `"${versionOf(shown)}"`)) throw preconditionFailed();
}

/** The answer to who has this version. */
export const notModified = (reply: FastifyReply): FastifyReply => reply.status(304);

const lists = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, ''))) ?? false;
