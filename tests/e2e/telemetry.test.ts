import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { startSample } from './service-process.ts';

test('a service sends its traces and metrics to a collector before it ends, and shows its metrics', async () => {
  const received: { path: string | undefined; body: string }[] = [];
  const collector = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ path: request.url, body: Buffer.concat(parts).toString('latin1') });
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const address = collector.address();
  if (address === null || typeof address === 'string') throw new Error('there is no port');
  const service = await startSample('bookstore', {
    DATABASE_URL: ':memory:',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${address.port}`,
    METRICS: 'true',
  });
  try {
    expect((await service.call('GET', '/authors')).status).toBe(200);
    const metrics = await (await service.call('GET', '/metrics')).text();
    expect(metrics).toContain('http_request_duration_seconds_count');
    expect(metrics).toContain('route="/authors"');
  } finally {
    await service.stop();
    collector.closeAllConnections();
    collector.close();
  }
  const sent = new Map(received.map(({ path, body }) => [path, body]));
  expect([...sent.keys()].sort()).toEqual(['/v1/metrics', '/v1/traces']);
  for (const body of sent.values()) {
    expect(body).toContain('/authors');
    expect(body).toContain('bookstore');
  }
  expect(sent.get('/v1/metrics')).toContain('http.server.request.duration');
});
