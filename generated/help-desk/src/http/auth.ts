import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { forbidden, unauthorized } from './problem.ts';

/** Who calls, as a verifier says. */
export interface Principal {
  id: string;
  /** What the credentials allow; `'*'` is everything. */
  scopes: readonly string[] | '*';
  /** What else a token says of its bearer. */
  claims?: Readonly<Record<string, unknown>>;
}

/** Answers who presents a credential, or `undefined` for nobody: then the request is refused. */
export type Verifier = (
  credential: string,
  request: FastifyRequest,
) => Promise<Principal | undefined> | Principal | undefined;

/** One verifier for each security scheme of the description. */
export interface Verifiers {
  /** The roles are in the claim `roles`. */
  token: Verifier;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; `undefined` where the operation asks for no security. */
    principal: Principal | undefined;
  }
}

/** Where each scheme carries its credential (OpenAPI 3.1, section 4.8.27). */
const credentialOf = new Map<string, (request: FastifyRequest) => string | undefined>([
  ['token', (request) => authorizationOf(request, 'bearer')],
]);

/** How the schemes of the Authorization header ask for credentials (RFC 9110, section 11.6.1). */
const challengeOf = new Map([['token', 'Bearer realm="api"']]);

/** Lets a request in when one of its operation's security alternatives is met, and denies by default. */
export function registerAuth(app: FastifyInstance, verifiers: Verifiers): void {
  const verifierOf = new Map<string, Verifier>(Object.entries(verifiers));
  const authenticate = async (name: string, request: FastifyRequest) => {
    const credential = credentialOf.get(name)?.(request);
    return credential === undefined ? undefined : verifierOf.get(name)?.(credential, request);
  };
  app.decorateRequest('principal', undefined);
  app.addHook('onRequest', async (request, reply) => {
    const { security = [] } = request.routeOptions.config.operation ?? {};
    if (security.length === 0) return;
    let isKnown = false;
    for (const alternative of security) {
      const names = Object.keys(alternative);
      const principals = await Promise.all(names.map((name) => authenticate(name, request)));
      if (principals.includes(undefined)) continue;
      isKnown = true;
      if (!names.every((name, index) => grants(principals[index], alternative[name]))) continue;
      request.principal = principals[0];
      return;
    }
    if (isKnown) throw forbidden();
    const challenges = security.flatMap(Object.keys).flatMap((name) => challengeOf.get(name) ?? []);
    if (challenges.length > 0)
      reply.header('www-authenticate', [...new Set(challenges)].join(', '));
    throw unauthorized();
  });
}

const grants = (principal: Principal | undefined, needed: readonly string[] = []): boolean =>
  principal?.scopes === '*' || needed.every((scope) => principal?.scopes.includes(scope));

/** What stands behind the scheme's word in the Authorization header. */
function authorizationOf({ headers }: FastifyRequest, scheme: string): string | undefined {
  const [word, credential] = headers.authorization?.split(/ +(.*)/, 2) ?? [];
  return word?.toLowerCase() === scheme ? credential : undefined;
}
