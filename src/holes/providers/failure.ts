import { ProviderError } from './provider.ts';
import { isPassing } from './retry.ts';
import { memberOf, type Private, shownMessage } from './server-message.ts';
import type { Limits, Stop } from './watch.ts';

/** Whom was asked for what: all that a message may tell. */
export interface Asked {
  readonly host: string;
  readonly model: string;
  readonly hidden: Private;
}

/** Why one attempt failed, and whether another may do better. */
export interface Failure {
  readonly error: ProviderError;
  /** Present when the same may be asked again: what the server said about when. */
  readonly again?: { readonly headers: Headers | undefined };
  /** The server's words about a request that it did not take; never shown. */
  readonly refusal?: string;
}

/** An attempt that failed; it is thrown inside of the provider only. */
export class AttemptError extends Error {
  override name = 'AttemptError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.error.message);
    this.failure = failure;
  }
}

/** A failure that the server told by a status, or by an error in the place of an answer. */
export function serverFailure(
  status: number,
  body: unknown,
  headers: Headers | undefined,
  asked: Asked,
): Failure {
  const said = shownMessage(body, asked.hidden);
  const message = [sentence(status, body, asked), ...(said ? [`It says: ${said}`] : [])].join(' ');
  const passing =
    isPassing(status) && !isOutOfCredit(body) && headers?.get('x-should-retry') !== 'false';
  const kind = isPassing(status) && !isOutOfCredit(body) ? 'unavailable' : 'refused';
  return {
    error: new ProviderError(kind, message),
    ...(passing && { again: { headers } }),
    ...((status === 400 || status === 422) && { refusal: JSON.stringify(body) ?? '' }),
  };
}

function sentence(status: number, body: unknown, { host, model, hidden }: Asked): string {
  if (isOutOfCredit(body)) return `The account at ${host} has no credit left. Add some.`;
  if (isPassing(status)) return `${host} has no answer now (status ${status}). Try again later.`;
  switch (status) {
    case 401:
      return hidden.key === undefined
        ? `${host} wants a key. Set OPENAI_API_KEY.`
        : `${host} does not accept the key. Set OPENAI_API_KEY to one that it knows.`;
    case 403:
      return `${host} does not let this key use the model ${model}. Set OPENAI_API_KEY or OPENAI_MODEL to one that may be used.`;
    case 404:
      return `${host} has no model ${model}, or nothing at this path. Set OPENAI_MODEL to a model that it has; OPENAI_BASE_URL mostly ends in /v1.`;
    case 413:
      return `The request is larger than ${host} takes. Give less context.`;
    default:
      return status >= 300 && status < 400
        ? `${host} sends requests on to another address. Set OPENAI_BASE_URL to that.`
        : `${host} refuses the request (status ${status}). See whether the model ${model} can do what is asked.`;
  }
}

const isOutOfCredit = (body: unknown): boolean =>
  [memberOf(body, 'code'), memberOf(body, 'type')].includes('insufficient_quota');

/** A failure to reach the server at all. */
export const unreachable = (cause: unknown, { host }: Asked): Failure => ({
  error: new ProviderError(
    'unavailable',
    `${host} cannot be reached${codeIn(cause)}. See that the server runs and that OPENAI_BASE_URL is its address.`,
  ),
  again: { headers: undefined },
});

/** An answer that ended before its end. */
export const truncated = (cause: unknown, { host }: Asked): Failure => ({
  error: new ProviderError(
    'truncated',
    `The answer of ${host} ended in the middle${codeIn(cause)}. Ask again.`,
  ),
});

/** The system's own name of a fault, ` (ECONNREFUSED)`: all of a cause that is shown. */
function codeIn(cause: unknown): string {
  for (let error = cause; error !== undefined; error = memberOf(error, 'cause')) {
    const code = memberOf(error, 'code');
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,50}$/.test(code)) return ` (${code})`;
  }
  return '';
}

/** What it means that an attempt was stopped from this side. */
export function stopFailure(why: Stop, limits: Limits, { host }: Asked): Failure {
  const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`;
  switch (why) {
    case 'aborted':
      return { error: new ProviderError('aborted', 'The run was stopped.') };
    case 'slow':
      return fault(
        'timeout',
        `${host} gave no whole answer in ${seconds(limits.timeoutMs)}. Ask for less, choose a faster model, or allow more time.`,
      );
    case 'silent':
      return fault(
        'timeout',
        `${host} stopped in the middle of an answer for ${seconds(limits.idleMs)}. Ask again, or allow more time.`,
      );
    case 'too-long':
      return fault(
        'too-long',
        `The answer of ${host} has more than ${limits.maxAnswerBytes} bytes. Ask for less.`,
      );
  }
}

/** A failure for which it is no use to ask the same again. */
export const fault = (kind: ProviderError['kind'], message: string): Failure => ({
  error: new ProviderError(kind, message),
});
