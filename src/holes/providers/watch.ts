/** Why an answer is no longer waited for. */
export type Stop = 'aborted' | 'slow' | 'silent' | 'too-long';

export interface Limits {
  /** For the whole answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Without a byte, once text has come, in milliseconds. */
  readonly idleMs: number;
  /** Of the text of an answer, in UTF-8. */
  readonly maxAnswerBytes: number;
}

/** Most bytes that are read of an answer that says why there is none. */
const ERROR_BYTES = 64 * 1024;
/** More milliseconds than that a timer cannot wait. */
export const LONGEST_TIMER = 2 ** 31 - 1;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** One attempt at an answer: its clocks, its measure, and what stopped it. */
export interface Watch {
  readonly controller: AbortController;
  /** What stopped the attempt, if anything did: the first thing that happened. */
  readonly stopped: () => Stop | undefined;
  readonly stop: (why: Stop) => void;
  /** Text has come: from now on silence counts. */
  readonly textCame: () => void;
  /** `fetch` that measures what comes. */
  readonly fetch: typeof fetch;
  /** Ends the clocks, and the connection if it still brings something. */
  readonly end: () => void;
}

/** Starts the clocks of one attempt. Until text comes, a model may read and think in silence. */
export function watch(limits: Limits, signal: AbortSignal | undefined): Watch {
  const controller = new AbortController();
  let why: Stop | undefined;
  const stop = (reason: Stop): void => {
    why ??= reason;
    controller.abort();
  };
  const onAbort = (): void => stop('aborted');
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) stop('aborted');

  const total = setTimeout(() => stop('slow'), Math.min(limits.timeoutMs, LONGEST_TIMER));
  let silence: NodeJS.Timeout | undefined;
  return {
    controller,
    stopped: () => why,
    stop,
    textCame: () => {
      silence ??= setTimeout(() => stop('silent'), Math.min(limits.idleMs, LONGEST_TIMER));
    },
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      return measured(response, limits.maxAnswerBytes, {
        came: () => silence?.refresh(),
        tooLong: () => stop('too-long'),
      });
    },
    end: () => {
      clearTimeout(total);
      clearTimeout(silence);
      signal?.removeEventListener('abort', onAbort);
      controller.abort();
    },
  };
}

/**
 * The response with its body measured, so that nobody can fill the memory: an event may be as
 * long as the whole answer, escaped, and some more; of an error only the beginning is read.
 */
function measured(
  response: Response,
  maxAnswerBytes: number,
  on: { readonly came: () => void; readonly tooLong: () => void },
): Response {
  if (!response.body) return response;
  const measure = unitMeter(isJson(response));
  const longest = maxAnswerBytes * 8 + ERROR_BYTES;
  let total = 0;
  const meter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, body) {
      on.came();
      total += chunk.length;
      if (!response.ok && total > ERROR_BYTES) body.terminate();
      else if (measure(chunk) > longest) on.tooLong();
      else body.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(meter), response);
}

/** Whether an answer came whole, as JSON, and not as a stream of events. */
export const isJson = (response: Response): boolean =>
  /^application\/([\w.-]+\+)?json\b/i.test(response.headers.get('content-type') ?? '');

/** Tells the length of what is read in one piece: the event so far, or the whole body. */
function unitMeter(whole: boolean): (chunk: Uint8Array) => number {
  let unit = 0;
  let line = 0;
  return (chunk) => {
    for (const byte of chunk) {
      unit += 1;
      if (byte === LINE_FEED) {
        // An empty line ends an event.
        if (line === 0 && !whole) unit = 0;
        line = 0;
      } else if (byte !== CARRIAGE_RETURN) line += 1;
    }
    return unit;
  };
}
