/**
 * What a request costs a generated service in processor time, beside the services by hand:
 * `node bench/request-cost.ts [--processes N] [--rounds N] [--amount N] [--database sqlite|postgres] [--endpoint NAME,…] [--service NAME=FOLDER …]`.
 * Services that are named, such as one that was generated before a change, are measured instead of
 * those in other frameworks. All take turns, on the same rows and with the same settings, and are sent requests
 * from within. The least of all rounds counts, since other work of a machine only ever adds to it; but
 * one program differs by a tenth from process to process, so that each is started anew several
 * times, and the median of its processes is told.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Postgres } from '../tests/migrate/databases.ts';
import { type Request, requestOf } from './service/contenders/requests.ts';
import { installContenders } from './service/packages.ts';
import { type Contender, startContender } from './service/processes.ts';
import { CEILING, median } from './service/report.ts';
import { openRows, type Rows } from './service/rows.ts';
import { type Endpoint, ENDPOINTS } from './service/turn.ts';

const ROWS = 10_000;
const CONNECTIONS = 20;
/** Requests after which V8 has compiled what they run. */
const WARM_UP = 8000;

const { values } = parseArgs({
  options: {
    processes: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '6' },
    amount: { type: 'string', default: '2500' },
    database: { type: 'string' },
    endpoint: { type: 'string', default: ENDPOINTS.join() },
    service: { type: 'string', multiple: true, default: [] },
  },
});
const processes = Number(values.processes);
const rounds = Number(values.rounds);
const amount = Number(values.amount);
const endpoints = ENDPOINTS.filter((endpoint) => values.endpoint.split(',').includes(endpoint));
const root = fileURLToPath(new URL('..', import.meta.url));

/** What a request has cost, in microseconds, by service and endpoint: one figure for each process. */
type Costs = ReadonlyMap<string, ReadonlyMap<Endpoint, number[]>>;

async function measure(
  url: string,
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<Costs> {
  const costs: Costs = new Map(
    Array.from(files.keys(), (name) => [name, new Map(endpoints.map((one) => [one, []]))]),
  );
  let rows: Rows | undefined;
  for (let generation = 0; generation < processes; generation++) {
    const contenders: Contender[] = [];
    try {
      // The generated service goes first, since it makes the tables.
      for (const [name, file] of files)
        contenders.push(
          await startContender(name, join(folder, file), {
            cwd: folder,
            probe: join(folder, 'contenders/inner-load.ts'),
            path: '/products?limit=1',
            environment: { DATABASE_URL: url },
          }),
        );
      if (!rows) {
        rows = await openRows(url);
        await rows.add(0, ROWS);
        await rows.tidy();
      }
      for (const [{ name }, least] of await takeTurns(contenders, rows))
        for (const [endpoint, cost] of least) costs.get(name)?.get(endpoint)?.push(cost);
    } finally {
      await Promise.all(contenders.map((contender) => contender.stop()));
    }
  }
  await rows?.close();
  return costs;
}

/** The least that each endpoint of these processes has cost in a round; the first warms up and does not count. */
async function takeTurns(
  contenders: readonly Contender[],
  rows: Rows,
): Promise<ReadonlyMap<Contender, ReadonlyMap<Endpoint, number>>> {
  const costs = new Map(contenders.map((one) => [one, new Map<Endpoint, number>()]));
  for (let round = 0; round <= rounds; round++) {
    for (const endpoint of endpoints)
      for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
        const count = round === 0 ? WARM_UP : amount;
        if (endpoint === 'delete') await rows.add(ROWS, count);
        const job = { requests: requestsTo(endpoint, count), connections: CONNECTIONS };
        const cost = await contender.ask<number>(job);
        const least = costs.get(contender);
        if (round > 0) least?.set(endpoint, Math.min(least.get(endpoint) ?? Infinity, cost));
      }
    await rows.tidy();
  }
  return costs;
}

function requestsTo(endpoint: Endpoint, count: number): string[] {
  const query = { limit: 'limit', offset: 'offset' };
  const next = requestOf({ endpoint, rows: ROWS, first: ROWS, query });
  return Array.from({ length: count }, () => textOf(next()));
}

function textOf({ method, path, headers = {}, body = '' }: Request): string {
  const lines = Object.entries({
    ...headers,
    ...(body !== '' && { 'content-length': Buffer.byteLength(body) }),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n${lines.join('')}\r\n${body}`;
}

function tableOf(database: string, costs: Costs): string {
  const ceiling = costs.get(CEILING);
  const lines = [
    `| ${[database, ...endpoints].join(' | ')} |`,
    `| --- |${' --- |'.repeat(endpoints.length)}`,
  ];
  for (const [name, own] of costs) {
    const cells = endpoints.map((endpoint) => {
      const cost = median(own.get(endpoint) ?? []);
      const ofCeiling = median(ceiling?.get(endpoint) ?? []) / cost;
      return `${cost.toFixed(1)} µs (${ofCeiling.toFixed(2)})`;
    });
    lines.push(`| ${[name, ...cells].join(' | ')} |`);
  }
  return lines.join('\n');
}

/** Memory that is a folder, where there is one: what writing to the disk takes is the same for all. */
const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const temporary = mkdtempSync(join(base, 'specwright-request-cost-'));
const postgres = values.database === 'sqlite' ? undefined : await Postgres.start();
try {
  const service = join(temporary, 'catalog');
  const description = join(root, 'bench/service/catalog.yaml');
  const options = ['generate', description, '--out', service, '--no-test', '--quiet'];
  execFileSync(process.execPath, [join(root, 'src/cli/main.ts'), ...options], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const folder = installContenders(service);
  const files = new Map([
    ['generated', 'service/src/main.ts'],
    [CEILING, 'contenders/hand-written.ts'],
  ]);
  if (values.service.length === 0)
    files.set('express', 'contenders/express.ts').set('nest', 'contenders/nest.js');
  for (const [index, named] of values.service.entries()) {
    const [name = '', path = ''] = named.split('=');
    const filter = (file: string) => !file.includes('node_modules');
    cpSync(path, join(folder, `service-${index}`), { recursive: true, filter });
    files.set(name, `service-${index}/src/main.ts`);
  }
  const urls = {
    PostgreSQL: await postgres?.emptyUrl(),
    SQLite:
      values.database === 'postgres' ? undefined : `file:${join(temporary, 'catalog.sqlite')}`,
  };
  for (const [database, url] of Object.entries(urls))
    if (url !== undefined)
      process.stdout.write(`${tableOf(database, await measure(url, folder, files))}\n\n`);
} finally {
  await postgres?.stop();
  rmSync(temporary, { recursive: true, force: true });
}
