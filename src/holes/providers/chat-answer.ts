import type { OpenAI } from 'openai';
import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import { type Asked, AttemptError, fault, serverFailure, truncated } from './failure.ts';
import type { ModelRequest, Usage } from './provider.ts';
import { memberOf } from './server-message.ts';
import { isJson, type Limits, type Watch } from './watch.ts';

/** What came: a whole answer, with usage where the server tells it. */
export interface Received {
  readonly text: string;
  readonly usage?: Usage;
}

/** What an answer is read with. */
export interface Reading {
  readonly client: OpenAI;
  readonly asked: Asked;
  readonly watch: Watch;
  readonly limits: Limits;
}

/** Reads an answer as it comes, streamed or whole. */
export async function readAnswer(
  response: Response,
  request: ModelRequest,
  reading: Reading,
  onText: (characters: number) => void,
): Promise<Received> {
  const { asked, watch, limits } = reading;
  if (/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) {
    throw new AttemptError(
      fault(
        'refused',
        `${asked.host} answers with a web page. Set OPENAI_BASE_URL to the address of its API; it mostly ends in /v1.`,
      ),
    );
  }
  const parts = isJson(response) ? wholeParts(response, asked) : streamParts(response, reading);
  let text = '';
  let bytes = 0;
  let finish: string | undefined;
  let refused = false;
  let usage: Usage | undefined;
  for await (const part of parts) {
    finish = part.finish ?? finish;
    usage = part.usage ?? usage;
    refused ||= part.refused;
    if (part.text === '') continue;
    bytes += Buffer.byteLength(part.text);
    if (bytes > limits.maxAnswerBytes) {
      watch.stop('too-long');
      break;
    }
    watch.textCame();
    text += part.text;
    onText(text.length);
  }
  if (watch.stopped() === undefined) mustBeWhole(finish, refused, request, asked);
  return { text, ...(usage && { usage }) };
}

function mustBeWhole(
  finish: string | undefined,
  refused: boolean,
  request: ModelRequest,
  asked: Asked,
): void {
  if (refused || finish === 'content_filter') {
    throw new AttemptError(
      fault('refused', `The model ${asked.model} declined to answer. Word the rules otherwise.`),
    );
  }
  if (finish === 'length') {
    throw new AttemptError(
      fault(
        'too-long',
        `The answer did not fit into ${request.maxTokens} tokens. Ask for less, or allow more.`,
      ),
    );
  }
  if (finish === undefined) throw new AttemptError(truncated(undefined, asked));
}

/** A piece of an answer. */
interface Part {
  readonly text: string;
  readonly refused: boolean;
  readonly finish: string | undefined;
  readonly usage: Usage | undefined;
}

async function* streamParts(
  response: Response,
  { client, watch, asked }: Reading,
): AsyncGenerator<Part> {
  const { Stream } = await import('openai/streaming');
  const events = Stream.fromSSEResponse<ChatCompletionChunk>(
    response,
    watch.controller,
    client,
    false,
    'events',
  );
  const iterator = events[Symbol.asyncIterator]();
  for (;;) {
    const step = await iterator.next().catch((cause: unknown) => {
      throw new AttemptError(truncated(cause, asked));
    });
    if (step.done) return;
    yield partOf(step.value, step.value.choices?.[0]?.delta, asked);
  }
}

async function* wholeParts(response: Response, asked: Asked): AsyncGenerator<Part> {
  const body = await response.text().then(parseWhole, (cause: unknown) => {
    throw new AttemptError(truncated(cause, asked));
  });
  if (body === undefined) throw new AttemptError(truncated(undefined, asked));
  const part = partOf(body, body.choices?.[0]?.message, asked);
  yield { ...part, finish: part.finish ?? 'stop' };
}

function parseWhole(text: string): ChatCompletion | undefined {
  try {
    const body: ChatCompletion = JSON.parse(text);
    return body;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Reads what is there: servers leave out, or set to null, what the protocol promises. */
function partOf(
  body: ChatCompletion | ChatCompletionChunk,
  said: { content?: unknown; refusal?: unknown } | null | undefined,
  asked: Asked,
): Part {
  const error =
    memberOf(body, 'error') ?? (memberOf(body, 'object') === 'error' ? body : undefined);
  if (error) throw new AttemptError(serverFailure(statusIn(error), error, undefined, asked));
  const content = memberOf(said, 'content');
  const finish = memberOf(body.choices?.[0], 'finish_reason');
  return {
    text: typeof content === 'string' ? content : '',
    refused: Boolean(memberOf(said, 'refusal')),
    finish: typeof finish === 'string' && finish !== '' ? finish : undefined,
    usage: usageOf(memberOf(body, 'usage')),
  };
}

/** The status that an error in the place of an answer stands for; by default a fault of the server's. */
function statusIn(error: unknown): number {
  const status = Number(memberOf(error, 'status') ?? memberOf(error, 'code'));
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : 500;
}

function usageOf(usage: unknown): Usage | undefined {
  const inputTokens = memberOf(usage, 'prompt_tokens');
  const outputTokens = memberOf(usage, 'completion_tokens');
  return isCount(inputTokens) && isCount(outputTokens) ? { inputTokens, outputTokens } : undefined;
}

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;
