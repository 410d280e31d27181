/** The process that makes the load: a job comes as a message, and what was measured goes back. */
import autocannon from 'autocannon';
import { requestOf } from './requests.ts';
import type { Job, Measured } from '../turn.ts';

/** Autocannon tells its end to the second, so the last answer is what ends a turn. */
async function run(job: Job): Promise<Measured> {
  const next = requestOf(job);
  const started = performance.now();
  let ended = started;
  const instance = autocannon({
    url: job.url,
    amount: job.amount,
    connections: job.connections,
    timeout: 60,
    requests: [{ setupRequest: (request: object) => ({ ...request, ...next() }) }],
  });
  instance.on('response', () => (ended = performance.now()));
  const result = await instance;
  return {
    requests: result['2xx'],
    failed: result.non2xx + result.errors,
    seconds: (ended - started) / 1000,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}

process.on('message', async (job: Job) => process.send?.(await run(job)));
