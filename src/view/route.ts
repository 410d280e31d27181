import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request that was let in. */
export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What the groups of the route's address matched. Nothing is decoded. */
  readonly parameters: readonly string[];
  /** Aborted when the page has gone, or the server stops. */
  readonly signal: AbortSignal;
}

/** One address that the server answers beside the page's own files. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** Matches the whole address behind the token. */
  readonly address: RegExp;
  readonly answer: (call: Call) => Promise<void>;
}

/** Answers with a value as JSON. */
export function sendJson({ response }: Call, value: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
}
