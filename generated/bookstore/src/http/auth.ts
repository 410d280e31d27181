import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { unauthorized } from './problem.ts';

/** Who calls, as a verifier says. */
export interface Principal {
  id: string;
  /** What the credentials allow; `'*'` is everything. */
  scopes: readonly string[] | '*';
}

/** Answers who presents a credential, or `undefined` for nobody: then the request is refused. */
export type Verifier = (
  credential: string,
  request: FastifyRequest,
) => Promise<Principal | undefined> | Principal | undefined;

/** One verifier for each security scheme of the description. */
export interface Verifiers {
  /** The key of the back office. */
  apiKey: Verifier;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; `undefined` where the operation asks for no security. */
    principal: Principal | undefined;
  }
}

/** Where each scheme carries its credential (OpenAPI 3.1, section 4.8.27). */
const credentialOf = new Map<string, (request: FastifyRequest) => string | undefined>([
  ['apiKey', (request) => textOf(request.headers['x-api-key'])],
]);

/** Lets a request in when one of its operation's security alternatives is met, and denies by default. */
export function registerAuth(app: FastifyInstance, verifiers: Verifiers): void {
  const verifierOf = new Map<string, Verifier>(Object.entries(verifiers));
  const authenticate = async (name: string, request: FastifyRequest) => {
    const credential = credentialOf.get(name)?.(request);
    return credential === undefined ? undefined : verifierOf.get(name)?.(credential, request);
  };
  app.decorateRequest('principal', undefined);
  app.addHook('onRequest', async (request) => {
    const { security = [] } = request.routeOptions.config.operation ?? {};
    if (security.length === 0) return;
    for (const alternative of security) {
      const names = Object.keys(alternative);
      const principals = await Promise.all(names.map((name) => authenticate(name, request)));
      if (principals.includes(undefined)) continue;
      request.principal = principals[0];
      return;
    }
    throw unauthorized();
  });
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
