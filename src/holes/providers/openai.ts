import type * as openai from 'openai';
import type { OpenAI } from 'openai';
import { readAnswer, type Received } from './chat-answer.ts';
import { chatRequest } from './chat-request.ts';
import {
  type Asked,
  AttemptError,
  type Failure,
  serverFailure,
  stopFailure,
  unreachable,
} from './failure.ts';
import { type ModelProvider, type ModelRequest, ProviderError, type Usage } from './provider.ts';
import { firstForm, knownForm, rememberForm, type RequestForm, reshaped } from './request-form.ts';
import { retryDelay, wait, type Wait } from './retry.ts';
import { tokenCounter } from './tokens.ts';
import { type Limits, LONGEST_TIMER, type Watch, watch } from './watch.ts';

export interface OpenAIOptions extends Partial<Limits> {
  /** Where the server speaks the OpenAI protocol: `https://api.openai.com/v1`. */
  readonly baseURL: string;
  /** Absent or empty for a server that needs none. */
  readonly apiKey?: string;
  readonly organization?: string;
  /** How often the same is asked again after a fault that may pass. By default 4. */
  readonly maxRetries?: number;
  /**
   * How an answer gets its form: by `response_format` where the server has it (`auto`), by that or
   * not at all (`json_schema`), or by what the prompt says (`fenced`). By default `auto`.
   */
  readonly structured?: 'auto' | 'json_schema' | 'fenced';
  /** Waits before asking again; by default as long as it is told. */
  readonly wait?: Wait;
}

const defaults: Limits & { maxRetries: number } = {
  timeoutMs: 120_000,
  idleMs: 30_000,
  maxAnswerBytes: 256 * 1024,
  maxRetries: 4,
};

/**
 * Asks any server that speaks chat completions: OpenAI, Ollama, vLLM, llama.cpp and others.
 * A parameter that a server refuses is left out from then on, for this process.
 *
 * @throws ProviderError when the address or the key cannot be one
 */
export function openaiProvider(given: OpenAIOptions): ModelProvider {
  const { apiKey, ...rest } = given;
  const options: OpenAIOptions = { ...rest, ...(apiKey && { apiKey }) };
  const host = hostOf(options);
  const limits: Limits & { maxRetries: number } = { ...defaults, ...options };
  const structured = options.structured ?? 'auto';
  const server = `${structured} ${options.baseURL}`;

  return {
    name: host,
    async complete(request, { signal, onText = () => undefined }) {
      const asked: Asked = {
        host,
        model: request.model,
        hidden: { key: options.apiKey, prompt: request.messages.map(({ content }) => content) },
      };
      const first = firstForm(host, structured === 'fenced' ? 'fenced' : 'json_schema');
      let form = knownForm(server, request.model) ?? first;
      const tried = [form];
      for (let retries = 0; ;) {
        const result = await attempt(options, { request, form, asked, limits, signal, onText });
        if ('received' in result) {
          rememberForm(server, request.model, form);
          const { text, usage } = result.received;
          return { text, usage: usage ?? (await estimate(request, text)) };
        }
        const { error, again, refusal } = result.failure;
        const next = refusal === undefined ? undefined : reshaped(refusal, form, tried);
        if (next && !(structured === 'json_schema' && next.answer === 'fenced')) {
          form = next;
          tried.push(next);
        } else if (again && retries < limits.maxRetries) {
          await pause(options.wait ?? wait, retryDelay(retries, again.headers), signal);
          retries += 1;
        } else throw error;
      }
    },
  };
}

interface Attempt {
  readonly request: ModelRequest;
  readonly form: RequestForm;
  readonly asked: Asked;
  readonly limits: Limits;
  readonly signal: AbortSignal | undefined;
  readonly onText: (characters: number) => void;
}

type Sdk = typeof openai;

/** Asks once. */
async function attempt(
  options: OpenAIOptions,
  { request, form, asked, limits, signal, onText }: Attempt,
): Promise<{ received: Received } | { failure: Failure }> {
  // Loading takes longer than a server that is near, and is no part of its time.
  const sdk = await import('openai');
  const running = watch(limits, signal);
  const stopped = (): { failure: Failure } | undefined => {
    const why = running.stopped();
    return why && { failure: stopFailure(why, limits, asked) };
  };
  try {
    const client = clientFor(sdk, options, running);
    const response = await ask(sdk, client, chatRequest(request, form), asked, running);
    const reading = { client, asked, watch: running, limits };
    const received = await readAnswer(response, request, reading, onText);
    return stopped() ?? { received };
  } catch (error) {
    if (error instanceof AttemptError) return stopped() ?? { failure: error.failure };
    throw error;
  } finally {
    running.end();
  }
}

/** A client that asks once and logs nothing. Of the environment it takes OPENAI_CUSTOM_HEADERS only. */
function clientFor(sdk: Sdk, options: OpenAIOptions, { fetch }: Watch): OpenAI {
  return new sdk.OpenAI({
    baseURL: options.baseURL,
    apiKey: options.apiKey ?? 'none',
    organization: options.organization ?? null,
    project: null,
    ...(options.apiKey === undefined && { defaultHeaders: { Authorization: null } }),
    fetch,
    // A request goes where it was sent, or nowhere.
    fetchOptions: { redirect: 'manual' },
    maxRetries: 0,
    timeout: LONGEST_TIMER,
    logLevel: 'off',
  });
}

/** Sends the request and waits for the beginning of an answer. */
async function ask(
  { APIError }: Sdk,
  client: OpenAI,
  body: ReturnType<typeof chatRequest>,
  asked: Asked,
  { controller }: Watch,
): Promise<Response> {
  return client.chat.completions
    .create(body, { signal: controller.signal })
    .asResponse()
    .catch((error: unknown) => {
      if (!(error instanceof APIError)) throw error;
      throw new AttemptError(
        typeof error.status === 'number'
          ? serverFailure(error.status, error.error ?? error.message, error.headers, asked)
          : unreachable(error, asked),
      );
    });
}

/** Waits; a stop ends the wait, and the next attempt before it asks. */
async function pause(
  wait: Wait,
  milliseconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  await wait(milliseconds, signal).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });
}

/** What the answer cost where the server does not tell: its text, and what was asked. */
async function estimate(request: ModelRequest, text: string): Promise<Usage> {
  const asked = request.messages.map(({ content }) => content).join('\n');
  const count = await tokenCounter();
  return { inputTokens: count(asked), outputTokens: count(text) };
}

/** The host to ask; what would fail in each request, with a secret in its message, fails here. */
function hostOf({ baseURL, apiKey = '', organization = '' }: OpenAIOptions): string {
  const url = URL.parse(baseURL);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new ProviderError(
      'refused',
      'The address of the model server is not valid. Set OPENAI_BASE_URL to an http or https address without user name and password.',
    );
  }
  if (!/^[\x21-\x7e]*$/.test(apiKey + organization)) {
    throw new ProviderError(
      'refused',
      'A key has no spaces, line breaks or letters outside of ASCII. Set OPENAI_API_KEY and OPENAI_ORG_ID again.',
    );
  }
  return url.host;
}
