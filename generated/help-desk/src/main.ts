import closeWithGrace from 'close-with-grace';
import { buildApp } from './app.ts';
import { openDatabase } from './database.ts';
import { readEnvironment } from './environment.ts';

const environment = readEnvironment(process.env);
const database = await openDatabase(environment.databaseUrl, environment.databaseConnections);
const app = await buildApp({
  database,
  logger: { level: environment.logLevel },
  limits: environment,
});

closeWithGrace({ delay: environment.stopTimeout, logger: false }, async ({ err }) => {
  if (err) app.log.error(err);
  await app.close();
});
await app.listen({ host: environment.host, port: environment.port });
