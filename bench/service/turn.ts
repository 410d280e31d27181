export const ENDPOINTS = ['list', 'get', 'create', 'update', 'delete'] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

/** What the load process is asked to do: one endpoint of one contender, a bounded number of times. */
export interface Job {
  readonly url: string;
  readonly endpoint: Endpoint;
  readonly amount: number;
  readonly connections: number;
  /** How many rows there are from the start. */
  readonly rows: number;
  /** The first row to delete. */
  readonly first: number;
  /** How a contender calls the parameters of a page. */
  readonly query: { readonly limit: string; readonly offset: string };
}

export interface Measured {
  readonly requests: number;
  readonly failed: number;
  readonly seconds: number;
  /** Latencies, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** One turn: what the client saw, and what the service used. */
export interface Turn extends Measured {
  readonly contender: string;
  readonly endpoint: Endpoint;
  readonly round: number;
  /** CPU time of the service, in milliseconds. */
  readonly cpu: number;
}
