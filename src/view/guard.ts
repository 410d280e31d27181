import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Refused } from './refused.ts';

/** Where the page is served, and the secret that its addresses begin with. */
export interface Gate {
  readonly port: number;
  readonly token: string;
}

/** Names by which a browser on this machine reaches the page. */
const HOSTS: readonly string[] = ['127.0.0.1', 'localhost'];

/**
 * Lets a request in or not. A page of another origin knows no token, cannot hide its `Origin`, and
 * a name of its own that leads to this machine shows in `Host`.
 *
 * @returns the address behind the token: empty for the page itself
 * @throws Refused
 */
export function admitted(request: IncomingMessage, gate: Gate): string {
  const { host, origin, 'sec-fetch-site': site } = request.headers;
  const hosts = HOSTS.map((name) => `${name}:${gate.port}`);
  if (host === undefined || !hosts.includes(host))
    throw elsewhere('The request names another host than this page.', 421);
  if (origin !== undefined && origin !== `http://${host}`)
    throw elsewhere('The request comes from a page of another origin.');
  if (origin === undefined && request.method === 'POST')
    throw elsewhere('The request does not say which page it comes from.');
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw elsewhere('The request comes from a page of another site.');
  const [, token, address] = /^\/([^/?#]*)\/([^?#]*)$/.exec(request.url ?? '') ?? [];
  if (token === undefined || address === undefined || !isSame(token, gate.token))
    throw new Refused(
      403,
      'SW7601',
      'The address has no token of this page. Open the address that specwright view has printed.',
    );
  return address;
}

const elsewhere = (message: string, status = 403): Refused =>
  new Refused(status, 'SW7602', `${message} Open the address that specwright view has printed.`);

/** Compares in a time that tells nothing of either. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
