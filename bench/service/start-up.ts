import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { syntheticDescription } from '../synthetic.ts';
import { startContender } from './processes.ts';
import { median } from './report.ts';

const ENTITIES = 20;
const STARTS = 5;

/** What a service took to answer for the first time, and what it holds when nobody asks. */
interface StartUp {
  readonly milliseconds: number;
  readonly cpu: number;
  readonly memory: number;
}

/** Starts a service of twenty entities on SQLite again and again, as source and as built. */
export async function measureStartUp(root: string, folder: string): Promise<string> {
  const service = join(folder, 'start-up');
  rmSync(service, { recursive: true, force: true });
  const description = join(folder, 'start-up.json');
  writeFileSync(description, syntheticDescription(ENTITIES));
  run(
    root,
    join(root, 'src/cli/main.ts'),
    'generate',
    description,
    '--out',
    service,
    '--no-test',
    '--quiet',
  );
  const rolldown = join(root, 'node_modules/rolldown/bin/cli.mjs');
  run(service, rolldown, 'src/main.ts', '--dir', 'dist', '--platform', 'node', '--format', 'esm');
  const lines = [
    `### Start-up with ${ENTITIES} entities on SQLite`,
    '',
    '| started as | first answer after | CPU until then | memory at rest |',
    '| --- | --- | --- | --- |',
  ];
  for (const file of ['src/main.ts', 'dist/main.js']) {
    const runs: StartUp[] = [];
    // The first start fills the compile cache and makes the tables, and does not count.
    for (let index = 0; index <= STARTS; index++) runs.push(await startOnce(folder, service, file));
    const counted = runs.slice(1);
    const middle = (pick: (run: StartUp) => number) => Math.round(median(counted.map(pick)));
    lines.push(
      `| \`node ${file}\` | ${middle(({ milliseconds }) => milliseconds)} ms | ${middle(({ cpu }) => cpu)} ms | ${middle(({ memory }) => memory / 2 ** 20)} MB |`,
    );
  }
  return lines.join('\n');
}

async function startOnce(folder: string, service: string, file: string): Promise<StartUp> {
  const contender = await startContender(file, join(service, file), {
    cwd: service,
    probe: join(folder, 'contenders/probe.js'),
    path: '/item1s?limit=1',
    environment: { DATABASE_URL: 'file:start-up.sqlite' },
  });
  try {
    const { cpu } = await contender.usage();
    await wait(500);
    const { memory } = await contender.usage();
    return { milliseconds: contender.startedIn, cpu, memory };
  } finally {
    await contender.stop();
  }
}

const run = (cwd: string, ...command: string[]) =>
  execFileSync(process.execPath, command, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
