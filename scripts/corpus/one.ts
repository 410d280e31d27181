/** One description in a process of its own: `node scripts/corpus/one.ts SPEC OUT FOLDER`; prints JSON. */
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { resolveServices } from '../../src/config/resolve-services.ts';
import { generate } from '../../src/pipeline.ts';
import type { Measured } from './measured.ts';

/** What this script uses of a generated service. */
interface Service {
  readonly buildApp: (options: { database: unknown }) => Promise<{
    listen(options: { host: string; port: number }): Promise<string>;
    close(): Promise<void>;
    server: { address(): AddressInfo };
  }>;
  readonly openDatabase: (url: string) => Promise<unknown>;
}

const [spec = '', out = '', cwd = ''] = process.argv.slice(2);
const started = performance.now();
const [project] = await resolveServices({
  // References may lead to the description's neighbours, as where it was taken from.
  cwd,
  specs: [spec],
  out,
  config: undefined,
  overlays: undefined,
  allowRemote: undefined,
  strict: undefined,
  test: undefined,
});
if (project === undefined) throw new Error(`${spec} makes no service`);
const result = await generate(project, {});
const ms = Math.round(performance.now() - started);

const measured: Measured = {
  outcome: result.outcome,
  operations: result.operations.length,
  live: result.operations.filter(({ status }) => status === 'live').length,
  entities: result.entities.length,
  lines: result.outcome === 'done' ? await countLines(out) : 0,
  ms,
  memoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  tests: result.tests?.total ?? 0,
  failures: (result.tests?.failures ?? []).map(({ name, message }) => ({ name, message })),
  diagnostics: result.diagnostics.map(({ code, severity, message, frame }) => ({
    code,
    severity,
    message,
    located: frame !== undefined,
  })),
  health: result.outcome === 'done' ? await askHealth(out) : undefined,
};
process.stdout.write(JSON.stringify(measured), () => process.exit());

async function countLines(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && !entry.parentPath.includes('.specwright'),
  );
  const texts = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
  );
  return texts.reduce((total, text) => total + text.split('\n').length - 1, 0);
}

/** Starts the service on the loopback interface and asks it whether it lives. */
async function askHealth(folder: string): Promise<string> {
  try {
    const { buildApp, openDatabase } = await load(folder);
    const app = await buildApp({ database: await openDatabase('file::memory:') });
    await app.listen({ host: '127.0.0.1', port: 0 });
    try {
      const { port } = app.server.address();
      const response = await fetch(`http://127.0.0.1:${port}${livePath(folder)}`);
      return response.ok ? 'ok' : `answers ${response.status}`;
    } finally {
      await app.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function load(folder: string): Promise<Service> {
  const part = (name: string): Promise<Service> =>
    import(pathToFileURL(join(folder, 'src', name)).href) as Promise<Service>;
  const [{ buildApp }, { openDatabase }] = await Promise.all([part('app.ts'), part('database.ts')]);
  return { buildApp, openDatabase };
}

/** The service says itself where its probe is; a description may have taken the usual path. */
function livePath(folder: string): string {
  const text = readFileSync(join(folder, 'src/http/health.ts'), 'utf8');
  const [, path = '/healthz'] = /app\.get\('([^']+)'/.exec(text) ?? [];
  return path;
}
