import type { OpenApi } from '../../src/spec/openapi.ts';
import { type Answers, askAll } from './answers.ts';
import { runMeasured } from './run-measured.ts';
import { type RunningServer, startServer } from './running-server.ts';
import type { Place, Server } from './tool.ts';

const BUILD_LIMIT_MS = 180_000;

/** What a generated server answers, or why it does not start. */
export type Served = Answers | { readonly failed: string };

/** Builds and starts what was generated, calls every operation, and stops it. */
export async function serve(server: Server, place: Place, api: OpenApi): Promise<Served> {
  server.prepare?.(place);
  for (const command of server.build?.(place) ?? []) {
    const { code, said } = await runMeasured(command, BUILD_LIMIT_MS);
    if (code !== 0) return { failed: `its build: ${firstError(said)}` };
  }
  const bases = [...new Set(['', basePathOf(api)])];
  let best: Served | undefined;
  for (const base of bases) {
    const served = await askAt(server, place, api, base);
    if (best === undefined || reached(served) > reached(best)) best = served;
    // Whoever has the operations at the root has them nowhere else.
    if (!('failed' in best) && best.verdicts.absent < best.operations) break;
  }
  return best ?? { failed: 'it was not asked' };
}

async function askAt(server: Server, place: Place, api: OpenApi, base: string): Promise<Served> {
  let running: RunningServer | undefined;
  const start = async (): Promise<string> => {
    await running?.stop();
    const started = await startServer(server.start(place));
    if ('failed' in started) throw new Error(started.failed);
    running = started;
    return `${started.url}${base}`;
  };
  try {
    return await askAll({ url: await start(), restart: start }, api);
  } catch (error) {
    return { failed: firstError(error instanceof Error ? error.message : String(error)) };
  } finally {
    await running?.stop();
  }
}

/** How many operations are there at all. */
const reached = (served: Served): number =>
  'failed' in served ? -1 : served.operations - served.verdicts.absent;

/** The path of the first address that the description names. */
function basePathOf({ servers }: OpenApi): string {
  const address = servers?.[0]?.url ?? '';
  const path = address.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/\/$/, '');
  return path.includes('{') ? '' : path;
}

/** The line of an output that says what is wrong. */
export function firstError(said: string): string {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('at '));
  const found = [
    /^Exception in thread|\w*(?:Error|Exception)\b.*: |error TS\d/,
    /\bcannot /i,
    /error\b/i,
  ]
    .map((pattern) => lines.find((line) => pattern.test(line)))
    .find((line) => line !== undefined);
  return (found ?? lines.at(-1) ?? 'it says nothing').slice(0, 200);
}
