import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Usage } from '../../src/holes/providers/provider.ts';

/** What is wrong with an answer that has a text. */
export type TextFault =
  /** The text is cut, but the answer says that it is whole. */
  | 'malformed'
  /** The text stands in a fenced block between other text. */
  | 'prose'
  /** It ends in the middle, in good order, with no `finish_reason`. */
  | 'truncated'
  /** The connection breaks in the middle. */
  | 'disconnect'
  /** Nothing comes after the middle. */
  | 'stall'
  | 'no-usage'
  /** The limit of tokens was met. */
  | 'length'
  | 'content-filter'
  /** The model declines instead of answering. */
  | 'refusal'
  /** An error event in the middle, as servers send when the status is out already. */
  | 'error-event'
  /** An event that is no JSON. */
  | 'bad-event';

export interface TextReply {
  readonly text: string;
  readonly fault?: TextFault;
  readonly usage?: Usage;
  /** Sent before the text: keep-alive comments, for example. */
  readonly before?: string;
}

export interface StatusReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as it is when it is a string. */
  readonly body?: unknown;
}

/** Servers that give no answer: silent, hanging up, or without end. */
export interface Fault {
  readonly fault:
    | 'hang'
    | 'drop'
    /** 10 MB of answer, in events of ordinary size. */
    | 'flood'
    /** 10 MB in a single event. */
    | 'one-event'
    | 'web-page';
}

/** What the scripted server answers: a text, or something else. */
export type Reply = string | TextReply | StatusReply | Fault;

const FLOOD = 10 * 2 ** 20;
const DEFAULT_USAGE: Usage = { inputTokens: 11, outputTokens: 7 };

/** Sends a reply, streamed or whole as the client asked. */
export async function sendReply(
  reply: Reply,
  { stream, usage }: { readonly stream: boolean; readonly usage: boolean },
  response: ServerResponse,
): Promise<void> {
  if (typeof reply === 'string') return sendReply({ text: reply }, { stream, usage }, response);
  if ('status' in reply) return sendStatus(reply, response);
  if (!('text' in reply)) return sendFault(reply.fault, response);
  const text = shaped(reply);
  if (!stream) return sendWhole(reply, text, response);
  return sendStream(reply, text, usage, response);
}

const shaped = ({ text, fault }: TextReply): string =>
  fault === 'malformed'
    ? text.slice(0, Math.ceil(text.length / 2))
    : fault === 'prose'
      ? `Here it is:\n\n\`\`\`json\n${text}\n\`\`\`\n\nTell me if it should be different.`
      : text;

function sendStatus({ status, headers, body }: StatusReply, response: ServerResponse): void {
  const isText = typeof body === 'string';
  response.writeHead(status, {
    'content-type': isText ? 'text/plain' : 'application/json',
    ...headers,
  });
  response.end(isText ? body : JSON.stringify(body ?? { error: { message: `status ${status}` } }));
}

async function sendFault(fault: Fault['fault'], response: ServerResponse): Promise<void> {
  if (fault === 'hang') return;
  if (fault === 'drop') {
    response.destroy();
  } else if (fault === 'web-page') {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Welcome</title>');
  } else {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const part = 'x'.repeat(4096);
    if (fault === 'one-event') response.write('data: "');
    for (let sent = 0; sent < FLOOD && !response.destroyed; sent += part.length) {
      const text = fault === 'flood' ? event({ choices: [{ delta: { content: part } }] }) : part;
      if (!response.write(text)) await drained(response);
    }
    response.end();
  }
}

async function drained(response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  const end = { signal: gone.signal };
  // Whichever of the two loses is let go.
  await Promise.race([once(response, 'drain', end), once(response, 'close', end)]).finally(() =>
    gone.abort(),
  );
}

function sendWhole(reply: TextReply, text: string, response: ServerResponse): void {
  const { fault } = reply;
  const half = text.slice(0, Math.ceil(text.length / 2));
  const body = JSON.stringify({
    choices: [
      {
        message: fault === 'refusal' ? { content: null, refusal: text } : { content: text },
        finish_reason: finishOf(fault),
      },
    ],
    ...(fault !== 'no-usage' && { usage: usageBody(reply.usage) }),
  });
  if (fault === 'stall') response.writeHead(200, JSON_TYPE).write(half);
  else if (fault === 'disconnect' || fault === 'truncated') {
    response.writeHead(200, { ...JSON_TYPE, 'content-length': Buffer.byteLength(body) });
    response.write(body.slice(0, -20), () => response.destroy());
  } else response.writeHead(200, JSON_TYPE).end(body);
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

async function sendStream(
  reply: TextReply,
  text: string,
  usage: boolean,
  response: ServerResponse,
): Promise<void> {
  const { fault } = reply;
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.write(reply.before ?? '');
  const member = fault === 'refusal' ? 'refusal' : 'content';
  const parts = text.match(/[^]{1,5}/gu) ?? [];
  const broken = fault !== undefined && BREAKS.has(fault);
  for (const part of broken ? parts.slice(0, Math.ceil(parts.length / 2)) : parts) {
    // Cut where it hurts: in the middle of an event, and of a letter of more than one byte.
    const bytes = Buffer.from(event({ choices: [{ delta: { [member]: part } }] }));
    const middle = Math.floor(bytes.length / 2);
    response.write(bytes.subarray(0, middle));
    response.write(bytes.subarray(middle));
  }
  if (fault === 'stall') return;
  if (fault === 'disconnect') {
    response.write('', () => response.destroy());
    return;
  }
  if (fault === 'error-event')
    response.write(event({ error: { message: 'overloaded', code: 503 } }));
  if (fault === 'bad-event') response.write('data: {"choices": [\n\n');
  if (!broken) {
    response.write(event({ choices: [{ delta: {}, finish_reason: finishOf(fault) }] }));
    if (usage && fault !== 'no-usage')
      response.write(event({ choices: null, usage: usageBody(reply.usage) }));
    response.write('data: [DONE]\n\n');
  }
  response.end();
}

const BREAKS: ReadonlySet<TextFault> = new Set([
  'truncated',
  'disconnect',
  'stall',
  'error-event',
  'bad-event',
]);

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

const finishOf = (fault: TextFault | undefined): string =>
  fault === 'length' ? 'length' : fault === 'content-filter' ? 'content_filter' : 'stop';

const usageBody = ({ inputTokens, outputTokens }: Usage = DEFAULT_USAGE) => ({
  prompt_tokens: inputTokens,
  completion_tokens: outputTokens,
  total_tokens: inputTokens + outputTokens,
});
