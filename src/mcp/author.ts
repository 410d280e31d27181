/** What the lock calls who wrote a body: the client's name, as far as it is one. */
export const authorOf = (client: unknown): string =>
  typeof client === 'string' && /^[\w.@/-]{1,60}$/.test(client) ? client : 'mcp-client';
