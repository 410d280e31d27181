import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { parseSource } from '../read/parse-source.ts';
import { decodeText, type Loaded, tooLargeMessage } from '../read/read-source.ts';

export interface FetchLimits {
  readonly hosts: readonly string[];
  readonly maxBytes: number;
  readonly strict: boolean;
  readonly signal?: AbortSignal | undefined;
}

const SECONDS = 20;
const MOST_REDIRECTS = 5;

/** Whether an address leads to another host, and not to a file. */
export const isRemote = (address: string): boolean => /^https?:/.test(address);

/**
 * Fetches and parses a remote file. Redirects are followed to allowed hosts only.
 *
 * @throws the signal's reason when it aborts
 */
export async function fetchSource(address: string, limits: FetchLimits): Promise<Loaded> {
  const refuse = (message: string): Loaded => ({
    problem: diagnostic('SW1106', 'error', `${address} cannot be fetched: ${message}.`, {
      file: address,
      line: 1,
      column: 1,
    }),
  });
  try {
    const inTime = AbortSignal.timeout(SECONDS * 1000);
    const signal = limits.signal ? AbortSignal.any([limits.signal, inTime]) : inTime;
    const response = await follow(address, limits.hosts, signal);
    if (typeof response === 'string') return refuse(response);
    if (!response.ok) return refuse(`the server answers ${response.status}`);
    const bytes = await readAll(response, limits.maxBytes);
    if (!bytes) return refuse(tooLargeMessage('it', limits.maxBytes + 1, limits.maxBytes));
    return parseSource(decodeText(bytes), address, address, limits.strict);
  } catch (error) {
    limits.signal?.throwIfAborted();
    if (error instanceof TypeError && error.cause === undefined)
      return refuse('it is not UTF-8 text');
    const reason =
      error instanceof Error
        ? error.cause instanceof Error
          ? error.cause.message
          : error.message
        : String(error);
    return refuse(reason);
  }
}

async function follow(
  address: string,
  hosts: readonly string[],
  signal: AbortSignal,
): Promise<Response | string> {
  let url = new URL(address);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    if (!hosts.includes(url.host)) return `it redirects to ${url.host}, which is not allowed`;
    const response = await fetch(url, { redirect: 'manual', signal, credentials: 'omit' });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    const next = URL.parse(location, url);
    if (!next || !/^https?:$/.test(next.protocol))
      return 'it redirects to what is no http: address';
    url = next;
  }
  return `it redirects more than ${MOST_REDIRECTS} times`;
}

async function readAll(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (!response.body) return new Uint8Array();
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
