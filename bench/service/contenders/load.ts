/** The process that makes the load: a job comes as a message, and what was measured goes back. */
import autocannon from 'autocannon';
import { CATEGORIES, categoryOf, seedId } from './seed.ts';
import type { Job, Measured } from '../turn.ts';

const JSON_BODY = { 'content-type': 'application/json' };
const body = JSON.stringify({
  name: 'A product that the load makes',
  category: 'category-1',
  description: 'Two sentences, as people write them. Nothing that "needs" much escaping.',
  price: 12.5,
  stock: 7,
  tags: ['tag-1', 'tag-2'],
});

/** What one request of a job asks; the rows differ from request to request. */
function requestOf({ endpoint, rows, first, query }: Job) {
  let count = 0;
  const some = () => (count = (count + 7919) % (rows / 2));
  switch (endpoint) {
    case 'list':
      return () => {
        const index = some();
        const page = `${query.limit}=20&${query.offset}=${index % (rows / CATEGORIES / 2)}`;
        return { method: 'GET', path: `/products?category=${categoryOf(index)}&${page}` };
      };
    case 'get':
      return () => ({ method: 'GET', path: `/products/${seedId(some())}` });
    case 'create':
      return () => ({ method: 'POST', path: '/products', headers: JSON_BODY, body });
    case 'update':
      return () => ({
        method: 'PUT',
        path: `/products/${seedId(some())}`,
        headers: JSON_BODY,
        body,
      });
    case 'delete':
      return () => ({ method: 'DELETE', path: `/products/${seedId(first + count++)}` });
  }
}

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
