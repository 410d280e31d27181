import { type FastifyInstance } from 'fastify';
import helmet from 'helmet';

/**
 * Sets the headers that keep browsers from harm. They are the same in each answer, so that helmet is
 * asked for them once, with the first one.
 */
export function registerSecurityHeaders(app: FastifyInstance): void {
  const secure = helmet();
  let headers: (readonly [name: string, value: unknown])[] | undefined;
  app.addHook('onRequest', ({ raw: request }, reply, done) => {
    if (!headers) {
      secure(request, reply.raw, () => undefined);
      headers = Object.entries(reply.raw.getHeaders());
      for (const [name] of headers) reply.raw.removeHeader(name);
    }
    for (const [name, value] of headers) reply.header(name, value);
    done();
  });
}
