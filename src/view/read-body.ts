import type { IncomingMessage } from 'node:http';
import { Refused } from './refused.ts';

/** More than any function body or file with conflicts has. */
const MOST_BYTES = 4 * 1024 * 1024;

/** The members of a body by name. */
export type Members = Readonly<Record<string, unknown>>;

/**
 * Reads a request's body: a JSON object.
 *
 * @throws Refused
 */
export async function readMembers(request: IncomingMessage): Promise<Members> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json(?:;|$)/.test(type))
    throw new Refused(415, 'SW7604', 'The body must be application/json.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES)
      throw new Refused(413, 'SW7604', `The body has more than ${MOST_BYTES} bytes.`, {
        connection: 'close',
      });
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (isMembers(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Refused(400, 'SW7604', 'The body must be a JSON object.');
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A member that must be text.
 *
 * @throws Refused
 */
export function textOf(members: Members, name: string): string {
  const value = members[name];
  if (typeof value === 'string') return value;
  throw new Refused(400, 'SW7604', `The body needs a text ${JSON.stringify(name)}.`);
}
