import {
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
  type HTTPMethods,
} from 'fastify';
import { methodNotAllowed } from './problem.ts';

const METHODS: readonly HTTPMethods[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'QUERY',
];

/** Answers 405 with `Allow` (RFC 9110, section 15.5.6) where a path is known and a method is not. */
export function registerMethods(app: FastifyInstance, routes: FastifyPluginAsync): void {
  app.register(async (api) => {
    // Paths that differ only in their parameters' names are one path to the router.
    const paths = new Map<string, { url: string; methods: Set<string> }>();
    api.addHook('onRoute', ({ url, method }) => {
      // A colon that is doubled is one that stands for itself.
      const shape = url.replace(/::|:\w+/g, (found) => (found === '::' ? found : ':'));
      const path = paths.get(shape) ?? { url, methods: new Set() };
      for (const name of [method].flat()) path.methods.add(name);
      paths.set(shape, path);
    });
    await routes(api, {});
    const known = Array.from(paths.values(), ({ url, methods }) => ({
      url,
      methods: [...methods],
    }));
    for (const { url, methods } of known) {
      const allow = [...methods].sort().join(', ');
      const others = METHODS.filter((method) => !methods.includes(method));
      if (others.length === 0) continue;
      const refuse = async (_request: FastifyRequest, reply: FastifyReply): Promise<never> => {
        reply.header('allow', allow);
        throw methodNotAllowed(allow);
      };
      // Before the body is looked at, which has no say in this.
      api.route({ method: others, url, onRequest: refuse, handler: refuse });
    }
  });
}
