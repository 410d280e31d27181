/**
 * Measures a generated service against the same service by hand and in other frameworks:
 * `node bench/service.ts [--processes N] [--rounds N] [--seconds N] [--minutes N] [--only NAME,…] [--database sqlite|postgres]`.
 * The contenders take turns on the same 100,000 rows, in processes of their own; so does the load.
 * One program differs by a tenth from process to process, so that each is started anew several times.
 * It ends after the minutes that it is given, with the rounds that it has made by then.
 * With both databases and all contenders, docs/performance.md gets the tables.
 */
import { execFileSync, fork } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Postgres } from '../tests/migrate/databases.ts';
import { installContenders } from './service/packages.ts';
import { ask, type Contender, startContender, stopProcess } from './service/processes.ts';
import { CEILING, type Run, tableOf, withSection } from './service/report.ts';
import { openRows, type Rows } from './service/rows.ts';
import { measureStartUp } from './service/start-up.ts';
import { type Endpoint, ENDPOINTS, type Job, type Measured, type Turn } from './service/turn.ts';

const ROWS = 100_000;
const CONNECTIONS = 20;
/** Requests after which V8 has compiled what they run: the first 15,000 cost up to twice as much. */
const WARM_UP = 15_000;
const MOCK = 'json-server';
const MOCK_CONNECTIONS = 4;
const MOCK_AMOUNT = 8;
/** It takes as long for its few requests as all others together. */
const MOCK_ROUNDS = 3;
const GENERATED = 'generated';
const FILES: Readonly<Record<string, string>> = {
  [CEILING]: 'contenders/hand-written.ts',
  [GENERATED]: 'service/src/main.ts',
  express: 'contenders/express.ts',
  nest: 'contenders/nest.js',
  [MOCK]: 'contenders/json-server.ts',
};

const { values } = parseArgs({
  options: {
    processes: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '1.5' },
    minutes: { type: 'string', default: '18' },
    only: { type: 'string' },
    database: { type: 'string' },
  },
});
const processes = Number(values.processes);
/** Rounds with the same processes, besides the one that warms them up. */
const rounds = Number(values.rounds);
/** A part of the time that there is, as `performance.now()` tells it. */
const minutes = (part: number): number => Number(values.minutes) * 60_000 * part;
/**
 * How long the service by hand takes for a turn, about: each endpoint has as many requests as that.
 * Of short ones a part is what the turns of others have left behind: after 1,500 requests a `GET`
 * costs a third more than after 24,000, for whichever service was idle before.
 */
const seconds = Number(values.seconds);
const names = values.only === undefined ? Object.keys(FILES) : [CEILING, ...values.only.split(',')];
const root = fileURLToPath(new URL('..', import.meta.url));
const say = (text: string) => process.stdout.write(`${text}\n`);

/** @param deadline when no round may go on any more, as `performance.now()` tells it */
async function measure(
  database: string,
  url: string,
  folder: string,
  deadline: number,
): Promise<Run> {
  const turns: Turn[] = [];
  let memory: Run['memory'] | undefined;
  let rows: Rows | undefined;
  const load = fork(join(folder, 'contenders/load.ts'), { cwd: folder });
  try {
    for (let generation = 0; generation < processes; generation++) {
      const contenders = await startAll(folder, url, generation === 0);
      try {
        const atRest = await memoryOf(contenders);
        if (!rows) {
          rows = await openRows(url);
          await rows.add(0, ROWS);
          await rows.tidy();
        }
        const now = performance.now();
        const until = now + (deadline - now) / (processes - generation);
        turns.push(...(await takeTurns(database, { contenders, load, rows, generation, until })));
        const after = await memoryOf(contenders);
        memory ??= new Map(
          names.map((name) => [
            name,
            { atRest: atRest.get(name) ?? NaN, after: after.get(name) ?? NaN },
          ]),
        );
      } finally {
        await Promise.all(contenders.map((contender) => contender.stop()));
      }
    }
    await rows?.close();
    return { database, turns, memory: memory ?? new Map() };
  } finally {
    await stopProcess(load);
  }
}

/** The generated service goes first, since it makes the tables. The mock comes once: it takes long. */
async function startAll(folder: string, url: string, withMock: boolean): Promise<Contender[]> {
  const contenders: Contender[] = [];
  try {
    for (const name of [GENERATED, ...names.filter((name) => name !== GENERATED)])
      if (name !== MOCK || withMock)
        contenders.push(
          await startContender(name, join(folder, FILES[name] ?? ''), {
            cwd: folder,
            probe: join(folder, 'contenders/probe.js'),
            path: '/products?limit=1'.replace('limit', name === MOCK ? '_limit' : 'limit'),
            environment: { DATABASE_URL: url, ROWS: String(ROWS) },
          }),
        );
    return contenders;
  } catch (error) {
    await Promise.all(contenders.map((contender) => contender.stop()));
    throw error;
  }
}

/** @param until when no round may go on any more, as `performance.now()` tells it */
async function takeTurns(
  database: string,
  {
    contenders,
    load,
    rows,
    generation,
    until,
  }: {
    contenders: readonly Contender[];
    load: ReturnType<typeof fork>;
    rows: Rows;
    generation: number;
    until: number;
  },
): Promise<Turn[]> {
  const turns: Turn[] = [];
  const amountOf = (endpoint: Endpoint, round: number): number => {
    const ceiling = turns.find((one) => one.contender === CEILING && one.endpoint === endpoint);
    if (round === 0 || !ceiling) return WARM_UP;
    return Math.round((ceiling.requests / ceiling.seconds) * seconds);
  };
  let longest = 0;
  for (let round = 0; round <= rounds; round++) {
    const started = performance.now();
    if (round > 1 && started + longest > until) break;
    for (const endpoint of ENDPOINTS)
      for (const contender of inTurn(contenders, round + generation))
        if (contender.name !== MOCK || round <= MOCK_ROUNDS)
          turns.push(
            await takeTurn(contender, {
              load,
              rows,
              round,
              endpoint,
              amount: amountOf(endpoint, round),
            }),
          );
    await rows.tidy();
    process.stderr.write(
      `${database}: processes ${generation + 1} of ${processes}, round ${round} of ${rounds}, load ${loadavg()[0]?.toFixed(1)}\n`,
    );
    if (round > 0) longest = Math.max(longest, performance.now() - started);
  }
  // The first round warms up and does not count.
  return turns.filter(({ round }) => round > 0);
}

/** Each goes first and last, and after each other: what a turn leaves behind is paid by the next. */
function inTurn(contenders: readonly Contender[], round: number): readonly Contender[] {
  const first = Math.floor(round / 2) % contenders.length;
  const rotated = [...contenders.slice(first), ...contenders.slice(0, first)];
  return round % 2 === 0 ? rotated : rotated.toReversed();
}

async function takeTurn(
  contender: Contender,
  {
    load,
    rows,
    round,
    endpoint,
    amount,
  }: {
    load: ReturnType<typeof fork>;
    rows: Rows;
    round: number;
    endpoint: Endpoint;
    amount: number;
  },
): Promise<Turn> {
  const isMock = contender.name === MOCK;
  // It writes all of its rows with each change.
  const count = isMock ? MOCK_AMOUNT : amount;
  // A connection has its next request ready before the last one is counted.
  const margin = count + CONNECTIONS * 2;
  const first = isMock ? ROWS - (round + 1) * margin : ROWS;
  if (endpoint === 'delete' && !isMock) await rows.add(first, margin);
  const job: Job = {
    url: contender.url,
    endpoint,
    amount: count,
    connections: isMock ? MOCK_CONNECTIONS : CONNECTIONS,
    rows: ROWS,
    first,
    query: isMock ? { limit: '_limit', offset: '_start' } : { limit: 'limit', offset: 'offset' },
  };
  const before = await contender.usage();
  const measured = await ask<Measured>(load, job);
  const { cpu } = await contender.usage();
  if (measured.failed > 0)
    throw new Error(`${contender.name} failed at ${measured.failed} of ${count}: ${endpoint}`);
  return { ...measured, contender: contender.name, endpoint, round, cpu: cpu - before.cpu };
}

const memoryOf = async (contenders: readonly Contender[]): Promise<Map<string, number>> =>
  new Map(
    await Promise.all(
      contenders.map(async ({ name, usage }) => [name, (await usage()).memory] as const),
    ),
  );

const temporary = mkdtempSync(join(tmpdir(), 'specwright-bench-service-'));
const postgres = values.database === 'sqlite' ? undefined : await Postgres.start();
try {
  const service = join(temporary, 'catalog');
  const cli = join(root, 'src/cli/main.ts');
  const command = [
    cli,
    'generate',
    join(root, 'bench/service/catalog.yaml'),
    '--out',
    service,
    '--no-test',
    '--quiet',
  ];
  execFileSync(process.execPath, command, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const folder = installContenders(service);
  const sections: string[] = [];
  // What is measured is told at once, since the rest may take minutes.
  const tell = (section: string) => {
    sections.push(section);
    say(`${section}\n`);
  };
  tell(
    `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? 'unknown kind'}, shared with the load and the database; Node ${process.versions.node}; ${ROWS.toLocaleString('en')} rows; ${CONNECTIONS} connections; rounds in which each contender has its turn at each endpoint, for about ${seconds} s, in ${processes} processes of each one after the other (${MOCK} in ${MOCK_ROUNDS} rounds, with ${MOCK_AMOUNT} requests over ${MOCK_CONNECTIONS} connections), after ${WARM_UP.toLocaleString('en')} requests of each that do not count; requests a second, and processor time, are what a quarter of the rounds reach, since what else the machine does only slows a turn down, and latencies are medians; load average ${loadavg()[0]?.toFixed(1)}.`,
  );
  tell(await measureStartUp(root, folder));
  if (postgres)
    tell(tableOf(await measure('PostgreSQL', await postgres.emptyUrl(), folder, minutes(0.5))));
  if (values.database !== 'postgres') {
    const url = `file:${join(temporary, 'catalog.sqlite')}`;
    tell(tableOf(await measure('SQLite', url, folder, minutes(0.95))));
  }
  if (values.only === undefined && values.database === undefined) {
    const page = join(root, 'docs/performance.md');
    const text = existsSync(page) ? readFileSync(page, 'utf8') : '# Performance\n';
    writeFileSync(page, withSection(text, sections.join('\n\n')));
  }
} finally {
  await postgres?.stop();
  rmSync(temporary, { recursive: true, force: true });
}
