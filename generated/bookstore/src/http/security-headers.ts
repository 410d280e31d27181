import { type OutgoingHttpHeaders } from 'node:http';
import { type FastifyInstance } from 'fastify';
import helmet from 'helmet';

/**
 * Sets the headers that keep browsers from harm. They are the same in each answer, so that helmet is
 * asked for them once, with the first one.
 */
export function registerSecurityHeaders(app: FastifyInstance): void {
  const secure = helmet();
  let headers: OutgoingHttpHeaders | undefined;
  app.addHook('onRequest', ({ raw: request }, reply, done) => {
    if (!headers) {
      secure(request, reply.raw, () => undefined);
      headers = reply.raw.getHeaders();
      for (const name of Object.keys(headers)) reply.raw.removeHeader(name);
    }
    reply.headers(headers);
    done();
  });
}
