import { type FastifyInstance } from 'fastify';

/** What the service tells of itself; off, nothing of it is loaded. */
export interface Telemetry {
  /** Traces and metrics, sent by the OpenTelemetry protocol to where its variables say. */
  otlp: boolean;
  /** `/metrics`, for Prometheus. */
  metrics: boolean;
}

/** Bounds of the ranges in which durations are counted, in seconds. */
const BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];

/** Goes before the routes, which it watches. */
export async function registerTelemetry(
  app: FastifyInstance,
  { otlp, metrics }: Telemetry,
): Promise<void> {
  if (otlp) await Promise.all([registerTraces(app), registerMeasures(app)]);
  if (metrics) await registerMetrics(app);
}

async function registerTraces(app: FastifyInstance): Promise<void> {
  const [
    { FastifyOtelInstrumentation },
    { NodeTracerProvider, BatchSpanProcessor },
    { OTLPTraceExporter },
    { resourceFromAttributes },
  ] = await Promise.all([
    import('@fastify/otel'),
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
    import('@opentelemetry/resources'),
  ]);
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME ?? 'fleet' }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  const instrumentation = new FastifyOtelInstrumentation();
  instrumentation.setTracerProvider(provider);
  await app.register(instrumentation.plugin());
  app.addHook('onClose', () => provider.shutdown());
}

/** How long requests took, under the names that OpenTelemetry has for it. */
async function registerMeasures(app: FastifyInstance): Promise<void> {
  const [
    { MeterProvider, PeriodicExportingMetricReader },
    { OTLPMetricExporter },
    { resourceFromAttributes },
  ] = await Promise.all([
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/exporter-metrics-otlp-proto'),
    import('@opentelemetry/resources'),
  ]);
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME ?? 'fleet' }),
    readers: [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() })],
  });
  const durations = provider.getMeter('fleet').createHistogram('http.server.request.duration', {
    description: 'How long requests took, by route.',
    unit: 's',
    advice: { explicitBucketBoundaries: BUCKETS },
  });
  app.addHook('onResponse', async ({ method, routeOptions: { url } }, reply) => {
    durations.record(reply.elapsedTime / 1000, {
      'http.request.method': method,
      'http.response.status_code': reply.statusCode,
      // Paths that no route has are one, so that no client can make up more.
      ...(url !== undefined && { 'http.route': url }),
    });
  });
  app.addHook('onClose', () => provider.shutdown());
}

async function registerMetrics(app: FastifyInstance): Promise<void> {
  const { collectDefaultMetrics, Histogram, Registry } = await import('prom-client');
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    // Paths that no route has are one, so that no client can make up more.
    const labels = { method, route: routeOptions.url ?? '', status: reply.statusCode };
    durations.observe(labels, reply.elapsedTime / 1000);
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
