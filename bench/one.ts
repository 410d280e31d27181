/** One measurement in a process of its own: `node bench/one.ts SPEC OUT`; prints JSON. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const [spec = '', out = ''] = process.argv.slice(2);
// What another measurement has left behind must not count.
process.env['SPECWRIGHT_CACHE'] = join(out, 'cache');
const started = performance.now();
const { resolveServices } = await import('../src/config/resolve-services.ts');
const { generate } = await import('../src/pipeline.ts');

async function run(folder: string): Promise<void> {
  const services = await resolveServices({
    cwd: process.cwd(),
    specs: [spec],
    out: folder,
    config: undefined,
    overlays: undefined,
    allowRemote: undefined,
    strict: undefined,
    test: false,
  });
  const signal = new AbortController().signal;
  for (const service of services) {
    const result = await generate(service, {
      onProgress: () => undefined,
      signal,
      dryRun: false,
      check: false,
      force: false,
      restore: false,
    });
    if (result.outcome !== 'done')
      throw new Error(`${result.outcome}: ${JSON.stringify(result.diagnostics.slice(0, 3))}`);
  }
}

await run(join(out, 'cold'));
const cold = performance.now();
await run(join(out, 'warm'));
const warm = performance.now();

const files = readdirSync(join(out, 'cold'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.parentPath.includes('.specwright'))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
const lines = files.reduce((total, text) => total + text.split('\n').length - 1, 0);
const measured = {
  coldMs: Math.round(cold - started),
  warmMs: Math.round(warm - cold),
  peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  files: files.length,
  lines,
};
process.stdout.write(JSON.stringify(measured));
