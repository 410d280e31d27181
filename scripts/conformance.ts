/**
 * Has Schemathesis try generated services: `npm run conformance -- [--only NAME,…] [--seed N]
 * [--examples N] [--seconds N] [--pack NAME] [--no-write]`. Writes `docs/conformance.md` after a
 * whole run of the pack that is the default.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { report } from './conformance/report.ts';
import { isThere, TARGETS } from './conformance/targets.ts';
import { findTool } from './conformance/tool.ts';
import { toldOf, type Tried, tryTarget } from './conformance/try-target.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    examples: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '600' },
    pack: { type: 'string', default: 'fastify' },
    write: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const bounds = {
  seed: Number(values.seed),
  examples: Number(values.examples),
  seconds: Number(values.seconds),
};
const say = (text: string) => process.stdout.write(`${text}\n`);

const tool = await findTool();
if ('missing' in tool) {
  say(`skipped: ${tool.missing}`);
} else {
  const names = values.only?.split(',');
  const chosen = TARGETS.filter(({ name }) => names === undefined || names.includes(name));
  const all: Tried[] = [];
  for (const target of chosen) {
    if (!isThere(target)) {
      say(`skipped: ${target.name}, since ${target.spec} is not there`);
      continue;
    }
    const tried = await tryTarget(tool.command, target, bounds, values.pack);
    all.push(tried);
    say(`${tried.name}: ${tried.cases} cases, ${tried.faults.length} faults of the service`);
    for (const [reason, count] of tried.explained) say(`  ${count} × ${reason}`);
    for (const fault of tried.faults) say(toldOf(fault));
  }
  if (values.write && values.pack === 'fastify' && all.length === TARGETS.length) {
    const path = fileURLToPath(new URL('../docs/conformance.md', import.meta.url));
    const options = await resolveConfig(path);
    writeFileSync(path, await format(report(all, bounds), { ...options, filepath: path }));
  }
  process.exitCode = all.some(({ faults }) => faults.length > 0) ? 1 : 0;
}
