import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type HookHandlerDoneFunction,
} from 'fastify';
import { description } from './description.ts';
import { handleNotFound } from './problem.ts';

/** Under what the description has the API; the environment may name another path. */
export const BASE_PATH = '/api';

declare module 'fastify' {
  interface FastifyInstance {
    /** What links to the service start with, such as `/v1`; empty where that is nothing. */
    basePath: string;
  }
}

/**
 * Takes the base path off what is asked for, so that the API is served under it as well as without
 * it: a proxy before the service may leave it or take it off. A path that is described as it is asked
 * for stays whole.
 */
export function stripBasePath(
  basePath: string,
  paths: readonly string[] = Object.keys(description.paths ?? {}),
) {
  const whole = paths
    .filter((path) => `${path}/`.startsWith(`${basePath}/`))
    .map((path) => path.split('/'));
  return ({ url = '/' }: { url?: string | undefined }): string => {
    if (!url.startsWith(basePath)) return url;
    const rest = url.slice(basePath.length);
    if (rest !== '' && !rest.startsWith('/') && !rest.startsWith('?')) return url;
    if (whole.some((path) => isAskedFor(path, url))) return url;
    return rest.startsWith('/') ? rest : `/${rest}`;
  };
}

/** Whether a URL is that of a path, by its segments; a parameter may be anything. */
function isAskedFor(path: readonly string[], url: string): boolean {
  const asked = url.replace(/\?.*/s, '').split('/');
  return (
    asked.length === path.length &&
    path.every((segment, index) => segment.includes('{') || segment === asked[index])
  );
}

/**
 * Keeps what is not in the description at the root alone: probes, metrics, docs. So who forwards the
 * base path alone shows the API alone. Goes before the routes, which it watches.
 */
export function registerBasePath(app: FastifyInstance, basePath: string): void {
  app.decorate('basePath', basePath);
  if (basePath === '') return;
  app.addHook('onRoute', (route) => {
    if (!route.config?.operation) route.onRequest = [route.onRequest ?? [], atRoot].flat();
  });
}

function atRoot(request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void {
  if (request.url === request.originalUrl) done();
  else handleNotFound(request, reply);
}
