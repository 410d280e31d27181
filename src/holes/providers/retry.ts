import { setTimeout as timer } from 'node:timers/promises';

/** First wait before asking again, in milliseconds; each next is twice as long. */
const FIRST = 500;
/** Longest wait, also when the server asks for more. */
const LONGEST_BACKOFF = 8_000;
const LONGEST_ASKED_FOR = 60_000;

/** Waits; rejects when the signal aborts. */
export type Wait = (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;

export const wait: Wait = async (milliseconds, signal) => {
  await timer(milliseconds, undefined, signal && { signal });
};

/** Statuses that may be gone when the same is asked again. */
export const isPassing = (status: number): boolean =>
  status === 408 || status === 409 || status === 429 || status >= 500;

/**
 * How long to wait before asking again, in milliseconds: as the server asks for, at most a minute,
 * else exponentially. No random part: the same faults take the same time.
 *
 * @param retries how often it was asked again before
 */
export function retryDelay(retries: number, headers: Headers | undefined): number {
  const asked = retryAfter(headers);
  return asked === undefined
    ? Math.min(FIRST * 2 ** retries, LONGEST_BACKOFF)
    : Math.min(Math.max(asked, 0), LONGEST_ASKED_FOR);
}

/** `Retry-After` in milliseconds: seconds or a date, which is read by the server's own clock. */
function retryAfter(headers: Headers | undefined): number | undefined {
  const value = headers?.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  if (Number.isNaN(at)) return undefined;
  const serverNow = Date.parse(headers?.get('date') ?? '');
  return at - (Number.isNaN(serverNow) ? Date.now() : serverNow);
}
