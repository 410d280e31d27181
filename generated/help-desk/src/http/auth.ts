import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { description } from './description.ts';
import { forbidden, unauthorized } from './problem.ts';

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
  /** The roles are in the claim `roles`. */
  token: Verifier;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; `undefined` where the operation asks for no security. */
    principal: Principal | undefined;
  }
}

const schemes = new Map(Object.entries(description.components?.securitySchemes ?? {}));

/** Lets a request in when one of its operation's security alternatives is met, and denies by default. */
export function registerAuth(app: FastifyInstance, verifiers: Verifiers): void {
  const verifierOf = new Map<string, Verifier>(Object.entries(verifiers));
  app.decorateRequest('principal', undefined);
  app.addHook('onRequest', async (request, reply) => {
    const { security = [] } = request.routeOptions.config.operation ?? {};
    if (security.length === 0) return;
    let known = false;
    for (const alternative of security) {
      const names = Object.keys(alternative);
      const principals = await Promise.all(
        names.map((name) => authenticate(name, verifierOf.get(name), request)),
      );
      if (principals.some((principal) => principal === undefined)) continue;
      known = true;
      if (!names.every((name, index) => grants(principals[index], alternative[name] ?? [])))
        continue;
      request.principal = principals[0];
      return;
    }
    if (known) throw forbidden();
    const challenges = security.flatMap(Object.keys).flatMap(challengeOf);
    if (challenges.length > 0)
      reply.header('www-authenticate', [...new Set(challenges)].join(', '));
    throw unauthorized();
  });
}

async function authenticate(name: string, verify: Verifier | undefined, request: FastifyRequest) {
  const credential = credentialOf(name, request);
  return credential === undefined || !verify ? undefined : verify(credential, request);
}

function grants(principal: Principal | undefined, scopes: readonly string[]): boolean {
  if (principal === undefined) return false;
  return principal.scopes === '*' || scopes.every((scope) => principal.scopes.includes(scope));
}

/** Where each kind of scheme carries its credential (OpenAPI 3.1, section 4.8.27). */
function credentialOf(name: string, request: FastifyRequest): string | undefined {
  const scheme = schemes.get(name);
  if (scheme?.type === 'apiKey') return apiKeyOf(scheme.in, scheme.name ?? '', request);
  const [kind, credential] = request.headers.authorization?.split(/ +(.*)/, 2) ?? [];
  if (kind?.toLowerCase() !== authSchemeOf(name).toLowerCase()) return undefined;
  return credential;
}

function apiKeyOf(
  place: string | undefined,
  name: string,
  request: FastifyRequest,
): string | undefined {
  if (place === 'query') return textOf((request.query as Record<string, unknown>)[name]);
  if (place === 'header') return textOf(request.headers[name.toLowerCase()]);
  const pairs = (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim().split(/=(.*)/, 2));
  return pairs.find(([key]) => key === name)?.[1];
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** The scheme's name in the Authorization header: `Basic`, `Bearer` and the like. */
function authSchemeOf(name: string): string {
  const scheme = schemes.get(name);
  return scheme?.type === 'http' && scheme.scheme !== undefined ? scheme.scheme : 'Bearer';
}

function challengeOf(name: string): string[] {
  const scheme = schemes.get(name);
  if (scheme === undefined || scheme.type === 'apiKey' || scheme.type === 'mutualTLS') return [];
  const kind = authSchemeOf(name);
  return [`${kind.charAt(0).toUpperCase()}${kind.slice(1)} realm="api"`];
}
