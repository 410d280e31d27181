import { BASE_PATH } from './http/base-path.ts';
import { type Telemetry } from './http/telemetry.ts';

/** What the service takes from its environment; `.env.example` lists the variables. */
export interface Environment {
  host: string;
  port: number;
  /** Under what clients find the API, besides the root: `/v1`, or nothing. */
  basePath: string;
  /** `file:PATH`, `:memory:` or `postgres://…` */
  databaseUrl: string;
  /** How many connections to PostgreSQL are open at most. */
  databaseConnections: number;
  logLevel: string;
  /** How long open requests may take to end after SIGTERM, in milliseconds. */
  stopTimeout: number;
  /** How long a client may take to send a request, in milliseconds. */
  requestTimeout: number;
  /** How many requests a client may make in a minute; 0 is any number. */
  rateLimit: number;
  /** How late the event loop may run before requests are answered 503, in milliseconds; 0 is any time. */
  maximumDelay: number;
  telemetry: Telemetry;
  /** Whether the examples of the description are stored at start. */
  seed: boolean;
}

export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  return {
    host: variables.HOST ?? '127.0.0.1',
    port: wholeNumber('PORT', variables.PORT ?? '3000'),
    basePath: basePathFrom(variables.BASE_PATH ?? BASE_PATH),
    databaseUrl: variables.DATABASE_URL ?? 'file:bookstore.sqlite',
    databaseConnections: wholeNumber(
      'DATABASE_CONNECTIONS',
      variables.DATABASE_CONNECTIONS ?? '10',
    ),
    logLevel: variables.LOG_LEVEL ?? 'info',
    stopTimeout: wholeNumber('STOP_TIMEOUT', variables.STOP_TIMEOUT ?? '10000'),
    requestTimeout: wholeNumber('REQUEST_TIMEOUT', variables.REQUEST_TIMEOUT ?? '30000'),
    rateLimit: wholeNumber('RATE_LIMIT', variables.RATE_LIMIT ?? '0'),
    maximumDelay: wholeNumber('MAXIMUM_DELAY', variables.MAXIMUM_DELAY ?? '1000'),
    telemetry: {
      otlp: Boolean(variables.OTEL_EXPORTER_OTLP_ENDPOINT),
      metrics: variables.METRICS === 'true',
    },
    seed: variables.SEED === 'true',
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} must be a whole number, not '${text}'.`);
  return Number(text);
}

/** A path without the slash at its end. */
function basePathFrom(text: string): string {
  const path = text.replace(/\/$/, '');
  if (!/^(?:\/[^\s/?#]+)*$/.test(path))
    throw new Error(`BASE_PATH must be a path such as /v1, not '${text}'.`);
  return path;
}
