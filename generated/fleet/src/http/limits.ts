import { type FastifyInstance } from 'fastify';
import { Problem } from './problem.ts';

/** How much the service takes on; 0 is no limit. */
export interface Limits {
  /** How long a client may take to send a request, in milliseconds. */
  requestTimeout?: number;
  /** Requests of one client in a minute. */
  rateLimit: number;
  /** How late the event loop may run, in milliseconds. */
  maximumDelay: number;
}

/** Refuses what is too much, so that the rest is answered in time: 429 to one client, 503 to all. */
export async function registerLimits(
  app: FastifyInstance,
  { rateLimit: max, maximumDelay, requestTimeout = 0 }: Limits,
): Promise<void> {
  if (requestTimeout > 0) {
    // Node takes the longer one of the two for whole requests.
    app.server.headersTimeout = requestTimeout;
    app.server.requestTimeout = requestTimeout;
  }
  if (maximumDelay > 0)
    await app.register(import('@fastify/under-pressure'), {
      maxEventLoopDelay: maximumDelay,
      pressureHandler: () => {
        throw new Problem(503, 'The service has too much to do. Try again.');
      },
    });
  if (max > 0)
    await app.register(import('@fastify/rate-limit'), {
      max,
      timeWindow: '1 minute',
      errorResponseBuilder: (_request, { after }) =>
        new Problem(429, `Too many requests. Try again in ${after}.`),
    });
}
