/**
 * Measures the judge of holes in processor time: the first look at a service, and each body after.
 * `node bench/judge.ts [ROUNDS]`; the bodies are those of the tests, 3 rounds unless told.
 */
import { holes, type BodyCase } from '../tests/verify/hole/cases/case.ts';
import { attacksOnTypes } from '../tests/verify/hole/cases/attacks-types.ts';
import { honestDesk } from '../tests/verify/hole/cases/honest-desk.ts';
import { honestFleet } from '../tests/verify/hole/cases/honest-fleet.ts';
import { honestShop } from '../tests/verify/hole/cases/honest-shop.ts';
import { honestSummaries } from '../tests/verify/hole/cases/honest-summaries.ts';
import { fixtureJudge } from '../tests/verify/hole/fixture-service.ts';

const rounds = Number(process.argv[2] ?? 3);
const bodies: BodyCase[] = [
  ...honestDesk,
  ...honestSummaries,
  ...honestShop,
  ...honestFleet,
  ...attacksOnTypes,
];

/** Processor time in milliseconds, of all threads: on a busy machine the clock says little. */
function timed(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

const judge = fixtureJudge();
const times: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  for (const { hole, body, imports = [] } of bodies) {
    times.push(timed(() => judge.judge(holes[hole], hole, body, { imports })));
  }
}
const [first = 0, ...others] = times;
const sorted = others.toSorted((a, b) => a - b);
const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
const milliseconds = (time: number) => `${time.toFixed(0)} ms`;
process.stdout.write(
  '| first | median | 95 of 100 | slowest | bodies |\n| --- | --- | --- | --- | --- |\n',
);
process.stdout.write(
  `| ${[first, at(0.5), at(0.95), at(1)].map(milliseconds).join(' | ')} | ${times.length} |\n`,
);
