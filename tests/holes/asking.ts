import { onTestFinished } from 'vitest';
import { openaiProvider, type OpenAIOptions } from '../../src/holes/providers/openai.ts';
import type { ModelProvider, ModelRequest } from '../../src/holes/providers/provider.ts';
import { ProviderError } from '../../src/holes/providers/provider.ts';
import { type ModelServer, type ModelServerOptions, startModelServer } from './model-server.ts';

export const request: ModelRequest = {
  model: 'scripted',
  messages: [
    { role: 'system', content: 'You write the bodies of functions.' },
    { role: 'user', content: 'Sum the prices of the lines: «größe», 漢字, 😀.' },
  ],
  answer: {
    name: 'function_body',
    schema: {
      type: 'object',
      properties: { body: { type: 'string' } },
      required: ['body'],
      additionalProperties: false,
    },
  },
  maxTokens: 500,
};

/** An answer with letters of one to four bytes. */
export const answer = JSON.stringify({ body: 'return lines.length; // größe 漢字 😀' });

export const KEY = 'sk-test-3f9a51c07be24d68';

/** A server for one test, a provider that asks it, and how long that waited between two attempts. */
export interface Talk {
  readonly server: ModelServer;
  readonly provider: ModelProvider;
  readonly waits: readonly number[];
}

export async function talk(
  script: ModelServerOptions['script'] | ModelServerOptions,
  options: Partial<OpenAIOptions> = {},
): Promise<Talk> {
  const server = await startModelServer(
    typeof script === 'object' ? script : { ...(script && { script }) },
  );
  onTestFinished(() => server.close());
  const waits: number[] = [];
  const provider = openaiProvider({
    baseURL: server.baseURL,
    apiKey: KEY,
    wait: async (milliseconds) => {
      waits.push(milliseconds);
    },
    ...options,
  });
  return { server, provider, waits };
}

/** The failure of a request that must fail. */
export async function failureOf(asked: Promise<unknown>): Promise<ProviderError> {
  const outcome = await asked.then(
    (value) => new Error(`answered ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (outcome instanceof ProviderError) return outcome;
  throw outcome;
}
