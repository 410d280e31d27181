import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { verifiers as defaultVerifiers } from './auth.ts';
import { authorize as defaultAuthorize } from './authorization.ts';
import { type Database } from './database.ts';
import { registerAccept } from './http/accept.ts';
import { type Authorize, registerAccess } from './http/access.ts';
import { registerAuth, type Verifiers } from './http/auth.ts';
import { BASE_PATH, registerBasePath, stripBasePath } from './http/base-path.ts';
import { registerContract } from './http/contract.ts';
import { registerDocs } from './http/docs.ts';
import { registerHealth } from './http/health.ts';
import { registerJson } from './http/json.ts';
import { type Limits, registerLimits } from './http/limits.ts';
import { registerMethods } from './http/methods.ts';
import { handleError, handleNotFound } from './http/problem.ts';
import { registerRequestIds, requestIdOf } from './http/request-id.ts';
import { registerSecurityHeaders } from './http/security-headers.ts';
import { registerTelemetry, type Telemetry } from './http/telemetry.ts';
import { ticketsRoutes } from './resources/tickets/routes.ts';
import { commentsRoutes } from './resources/comments/routes.ts';
import { customersRoutes } from './resources/customers/routes.ts';
import { agentsRoutes } from './resources/agents/routes.ts';
import { settingsRoutes } from './resources/settings/routes.ts';

export interface AppOptions {
  database: Database;
  /** Under what the API is served, besides the root, and what links start with; that of the description, unless told. */
  basePath?: string;
  logger?: FastifyServerOptions['logger'];
  /** How much the service takes on; everything, unless told. */
  limits?: Limits;
  /** What the service tells of itself; nothing, unless told. */
  telemetry?: Telemetry;
  /** Decide who may call; `src/auth.ts` has those of production. */
  verifiers?: Verifiers;
  /** Decides who may do what to which rows; `src/authorization.ts` has that of production. */
  authorize?: Authorize;
}

/** Builds the service without listening, so that tests can inject requests. */
export async function buildApp({
  database,
  basePath = BASE_PATH,
  logger = false,
  limits,
  telemetry,
  verifiers = defaultVerifiers,
  authorize = defaultAuthorize,
}: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger,
    bodyLimit: 1024 * 1024,
    // How often Node looks for clients that are too slow, in milliseconds.
    http: { connectionsCheckingInterval: 1000 },
    routerOptions: { maxParamLength: 1000 },
    return503OnClosing: true,
    frameworkErrors: handleError,
    genReqId: requestIdOf,
    ...(basePath !== '' && { rewriteUrl: stripBasePath(basePath) }),
  });
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleNotFound);
  app.addHook('onClose', () => database.destroy());

  registerBasePath(app, basePath);
  registerRequestIds(app);
  if (telemetry) await registerTelemetry(app, telemetry);
  // Other origins are not let in: for browsers of theirs, register @fastify/cors here.
  registerSecurityHeaders(app);
  if (limits) await registerLimits(app, limits);
  registerJson(app);
  registerContract(app);
  registerAuth(app, verifiers);
  registerAccess(app, authorize);
  registerAccept(app);
  registerMethods(app, async (api) => {
    await api.register(ticketsRoutes, { database });
    await api.register(commentsRoutes, { database });
    await api.register(customersRoutes, { database });
    await api.register(agentsRoutes, { database });
    await api.register(settingsRoutes, { database });
  });
  registerHealth(app, database);
  registerDocs(app);
  return app;
}
