/**
 * How long a regeneration takes in a process that stays, as `specwright watch` does: the time from a
 * changed description to the written service, by stage, and the processor's, which a busy machine does
 * not change. `node bench/watch.ts [entities] [saves]`
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveServices } from '../src/config/resolve-services.ts';
import { generate } from '../src/pipeline.ts';
import { syntheticDescription } from './synthetic.ts';

const [entities = 20, saves = 10] = process.argv.slice(2).map(Number);
const cwd = mkdtempSync(join(tmpdir(), 'specwright-bench-'));
const spec = join(cwd, 'api.json');
const before = syntheticDescription(entities);

try {
  writeFileSync(spec, before);
  const [project] = await resolveServices({ cwd, specs: [spec], out: 'service', test: false });
  if (project === undefined) throw new Error('There is no service.');
  for (let save = 0; save <= saves; save++) {
    const text = before.replace('"maximum":100', `"maximum":${101 + save}`);
    writeFileSync(spec, text);
    const start = performance.now();
    const used = process.cpuUsage();
    const { outcome, timings } = await generate(project, { quick: true });
    const total = Math.round(performance.now() - start);
    const { user, system } = process.cpuUsage(used);
    const cpu = Math.round((user + system) / 1000);
    process.stdout.write(
      `${outcome} ${total} ms, ${cpu} ms of processor ${JSON.stringify(timings)}\n`,
    );
  }
} finally {
  rmSync(cwd, { recursive: true, force: true });
}
