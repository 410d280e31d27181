import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { openDatabase } from '../../src/database.ts';
import { readEnvironment } from '../../src/environment.ts';
import { registerTelemetry } from '../../src/http/telemetry.ts';

/** What Prometheus is answered by a service that was asked for its health, and for what it has not. */
async function metricsWith(environment: NodeJS.ProcessEnv) {
  const { telemetry } = readEnvironment(environment);
  const app = await buildApp({ database: await openDatabase(':memory:'), telemetry });
  await app.inject('/healthz');
  for (const path of ['/surely/not/here', '/surely/not/here-nor-there']) await app.inject(path);
  const response = await app.inject('/metrics');
  await app.close();
  return response;
}

test('without a setting, there are no metrics', async () => {
  expect((await metricsWith({})).body).not.toContain('http_request_duration_seconds');
});

test('metrics count requests by route, and unknown paths as one', async () => {
  const { statusCode, body } = await metricsWith({ METRICS: 'true' });
  expect(statusCode).toBe(200);
  const counts = body
    .split('\n')
    .filter((line) => line.startsWith('http_request_duration_seconds_count'));
  expect(counts).toEqual([
    'http_request_duration_seconds_count{method="GET",route="/healthz",status="200"} 1',
    'http_request_duration_seconds_count{method="GET",route="",status="404"} 2',
  ]);
});

test('metrics tell how long requests took, in seconds', async () => {
  const app = Fastify();
  await registerTelemetry(app, { otlp: false, metrics: true });
  app.get('/things/:id', async () => ({}));
  await app.inject('/things/1');
  const { headers, body } = await app.inject('/metrics');
  await app.close();
  expect(headers['content-type']).toContain('text/plain');
  expect(body).toContain('# HELP http_request_duration_seconds How long requests took, by route.');
  const route = 'method="GET",route="/things/:id",status="200"';
  for (const limit of [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5])
    expect(body).toContain(`http_request_duration_seconds_bucket{le="${limit}",${route}}`);
  const seconds = Number(/http_request_duration_seconds_sum\{[^}]*\} (\S+)/.exec(body)?.[1]);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThan(5);
  expect(body).toContain('process_cpu_seconds_total');
});

test('traces and metrics are sent where the environment names a collector', () => {
  expect(readEnvironment({}).telemetry).toEqual({ otlp: false, metrics: false });
  const named = readEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.test:4318' });
  expect(named.telemetry).toEqual({ otlp: true, metrics: false });
});
