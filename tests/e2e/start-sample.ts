/** Starts the service of the folder that it runs in, with a policy that lets everybody who is known. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const file = pathToFileURL(join(process.cwd(), 'src/start.ts')).href;
const { start } = (await import(file)) as {
  start(variables: NodeJS.ProcessEnv, options: object): Promise<void>;
};
await start(process.env, { authorize: () => true });
