import closeWithGrace from 'close-with-grace';
import { type AppOptions, buildApp } from './app.ts';
import { openDatabase } from './database.ts';
import { readEnvironment } from './environment.ts';

/** Starts the service as its environment says, until a signal ends it. */
export async function start(
  variables: NodeJS.ProcessEnv,
  options: Partial<AppOptions> = {},
): Promise<void> {
  const environment = readEnvironment(variables);
  const database = await openDatabase(environment.databaseUrl, environment.databaseConnections);
  if (environment.seed) {
    const { seed } = await import('./seed/seed.ts');
    await seed(database);
  }
  const app = await buildApp({
    database,
    basePath: environment.basePath,
    logger: { level: environment.logLevel },
    limits: environment,
    telemetry: environment.telemetry,
    ...options,
  });

  closeWithGrace({ delay: environment.stopTimeout, logger: false }, async ({ err }) => {
    if (err) app.log.error(err);
    await app.close();
  });
  await app.listen({ host: environment.host, port: environment.port });
}
