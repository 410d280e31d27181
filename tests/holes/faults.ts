import { Budget } from '../../src/holes/budget.ts';
import type { FillEvent } from '../../src/holes/events.ts';
import { fillHole, type FillResult, type FillTools } from '../../src/holes/fill-hole.ts';
import { openaiProvider } from '../../src/holes/providers/openai.ts';
import { requestHash } from '../../src/holes/providers/replay.ts';
import { contractFor } from './logic.ts';
import type { Reply } from './model-replies.ts';
import { startModelServer } from './model-server.ts';

/** What is right in the end. */
export const good =
  'return { status: 200, body: await context.records.tickets.get(input.ticketId) };';
const answer = (body: string): string => JSON.stringify({ body, notes: '' });
export const KEY = 'sk-secret-0123456789';

/** The loop against a server that sends one fault after the other, and a right answer in the end. */
export async function fillAgainst(
  replies: readonly Reply[],
  maxRounds = 5,
): Promise<{ readonly result: FillResult; readonly events: readonly FillEvent[] }> {
  const server = await startModelServer({
    script: (_request, n) => replies[n] ?? { text: answer(good) },
  });
  const events: FillEvent[] = [];
  const provider = openaiProvider({
    baseURL: server.baseURL,
    apiKey: KEY,
    timeoutMs: 300,
    idleMs: 200,
    maxRetries: 2,
    wait: async () => undefined,
  });
  const tools: FillTools = {
    complete: async (request) => ({ ...(await provider.complete(request, {})), replayed: false }),
    requestHash,
    record: (event) => events.push(event),
    budget: new Budget({}, {}, () => 0),
    count: (text) => Math.ceil(text.length / 4),
    clock: () => 0,
    format: async (body) => body,
    judge: async (_contract, body) => ({
      firstLine: 1,
      diagnostics:
        body === good
          ? []
          : [
              {
                code: 'SW4401',
                severity: 'error',
                message: `This is not it: ${body.slice(0, 40)}.`,
              },
            ],
    }),
    test: async () => ({ passed: 1, failures: [], diagnostics: [] }),
  };
  try {
    const result = await fillHole(contractFor(), tools, {
      models: ['small', 'strong'],
      maxRounds,
      maxInputTokens: 12_000,
      maxOutputTokens: 1000,
      context: { siblings: [], style: undefined },
    });
    return { result, events };
  } finally {
    await server.close();
  }
}

/** What may be wrong with an answer, by name. */
export const faults: readonly [string, Reply][] = [
  ['an answer that is no JSON and no code', { text: 'I would rather not.' }],
  ['JSON that is cut short', { text: answer(good), fault: 'malformed' }],
  ['prose round the code', { text: answer('void 0;'), fault: 'prose' }],
  ['a stream that ends in the middle', { text: answer(good), fault: 'truncated' }],
  ['a connection that breaks in the middle', { text: answer(good), fault: 'disconnect' }],
  ['a stream that stalls', { text: answer(good), fault: 'stall' }],
  ['another function', { text: '```ts\nexport function other() {\n  return 1;\n}\n```' }],
  ['a syntax error', { text: answer('return {') }],
  ['a type error', { text: answer('return 42;') }],
  ['429 with Retry-After', { status: 429, headers: { 'retry-after': '1' } }],
  ['500', { status: 500, body: 'oops' }],
  ['a server that hangs', { fault: 'hang' }],
  ['a server that hangs up', { fault: 'drop' }],
  ['an answer of 10 MB', { fault: 'flood' }],
  ['an answer without usage', { text: answer(good), fault: 'no-usage' }],
  ['an answer that met its limit', { text: answer(good), fault: 'length' }],
  ['a refusal', { text: answer(good), fault: 'refusal' }],
  ['an error in the middle', { text: answer(good), fault: 'error-event' }],
  ['an event that is no JSON', { text: answer(good), fault: 'bad-event' }],
];
