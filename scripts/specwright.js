// The command line of a checkout. TypeScript of ours is compiled once for all runs: the cache must
// be on before the first file of it is loaded.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { start } = await import('../src/cli/main.ts');
await start();
