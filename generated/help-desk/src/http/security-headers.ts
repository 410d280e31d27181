import { type FastifyInstance } from 'fastify';
import helmet from 'helmet';
import { type IncomingMessage } from 'node:http';

const ONLY_TLS = 'strict-transport-security';

/**
 * The headers that keep browsers from harm. They are the same in each answer, so that helmet is asked
 * for them once, with the first one. An operation that answers a page sets a policy of its own.
 */
export function registerSecurityHeaders(app: FastifyInstance): void {
  const secure = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    xFrameOptions: { action: 'deny' },
    // What an API answers is data. These are for pages, or for browsers that nobody has any more.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    referrerPolicy: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  let headers: (readonly [name: string, value: unknown])[] | undefined;
  app.addHook('onRequest', ({ raw: request }, reply, done) => {
    if (!headers) {
      secure(request, reply.raw, () => undefined);
      headers = Object.entries(reply.raw.getHeaders());
      for (const [name] of headers) reply.raw.removeHeader(name);
    }
    for (const [name, value] of headers)
      if (name !== ONLY_TLS || cameByTls(request)) reply.header(name, value);
    done();
  });
}

/** Only who comes by TLS is told to always do (RFC 6797, section 7.2); a proxy in front knows who does. */
const cameByTls = ({ socket, headers }: IncomingMessage): boolean =>
  'encrypted' in socket || /^https\b/i.test(String(headers['x-forwarded-proto']));
