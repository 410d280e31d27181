import type { ModelProvider } from '../holes/providers/provider.ts';

/** A body that is there already, as the answer of a model that was asked for it. */
export const submission = (body: string): ModelProvider => ({
  name: 'mcp',
  complete: () =>
    Promise.resolve({
      text: JSON.stringify({ body, notes: '' }),
      // Whoever called has counted them: they were spent there.
      usage: { inputTokens: 0, outputTokens: 0 },
    }),
});

/** What the lock calls who wrote a body: the client's name, as far as it is one. */
export const authorOf = (client: unknown): string =>
  typeof client === 'string' && /^[\w.@/-]{1,60}$/.test(client) ? client : 'mcp-client';
