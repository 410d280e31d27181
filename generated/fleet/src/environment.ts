/** What the service takes from its environment; `.env.example` lists the variables. */
export interface Environment {
  host: string;
  port: number;
  /** `file:PATH`, `:memory:` or `postgres://…` */
  databaseUrl: string;
  logLevel: string;
  /** How long open requests may take to end after SIGTERM, in milliseconds. */
  stopTimeout: number;
}

export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  return {
    host: variables.HOST ?? '127.0.0.1',
    port: wholeNumber('PORT', variables.PORT ?? '3000'),
    databaseUrl: variables.DATABASE_URL ?? 'file:fleet.sqlite',
    logLevel: variables.LOG_LEVEL ?? 'info',
    stopTimeout: wholeNumber('STOP_TIMEOUT', variables.STOP_TIMEOUT ?? '10000'),
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} must be a whole number, not '${text}'.`);
  return Number(text);
}
