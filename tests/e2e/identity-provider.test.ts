import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServiceProcess, startSample } from './service-process.ts';

const AUDIENCE = 'help desk';

/** An identity provider on the loopback. */
async function startProvider() {
  const key = await newKey('first');
  let issuer = '';
  const server: Server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/.well-known/openid-configuration')
      response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/keys` }));
    else response.end(JSON.stringify({ keys: [key.shown] }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('there is no port');
  issuer = `http://127.0.0.1:${address.port}`;
  return {
    issuer,
    tokenFor: (subject: string, roles: readonly string[], audience = AUDIENCE) =>
      new SignJWT({ roles })
        .setProtectedHeader({ alg: 'RS256', kid: key.kid })
        .setSubject(subject)
        .setIssuer(issuer)
        .setAudience(audience)
        .setExpirationTime('1 minute')
        .sign(key.privateKey),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function newKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  return { kid, privateKey, shown: { ...(await exportJWK(publicKey)), kid, alg: 'RS256' } };
}

describe('a service whose callers an identity provider knows', () => {
  let provider: Awaited<ReturnType<typeof startProvider>>;
  let service: ServiceProcess;
  beforeAll(async () => {
    provider = await startProvider();
    service = await startSample('help-desk', {
      DATABASE_URL: ':memory:',
      JWT_ISSUER: provider.issuer,
      JWT_AUDIENCE: AUDIENCE,
    });
  });
  afterAll(async () => {
    await service.stop();
    await provider.stop();
  });

  /** What a token is answered where agents may read, and where admins may write. */
  const statusesOf = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const read = await service.call('GET', '/tickets?per_page=many', undefined, headers);
    const write = await service.call('PUT', '/settings', {}, headers);
    return [read.status, write.status];
  };

  test('finds its keys by discovery, and asks for the scopes of each operation', async () => {
    // Who is let in to the tickets is refused for what it says: 400.
    expect(await statusesOf(await provider.tokenFor('ada', ['agent', 'admin']))).toEqual([
      400, 200,
    ]);
    expect(await statusesOf(await provider.tokenFor('bob', ['agent']))).toEqual([400, 403]);
    expect(await statusesOf(await provider.tokenFor('cleo', ['admin']))).toEqual([403, 200]);
  });

  test('refuses tokens that are meant for others, changed, or none', async () => {
    const other = await provider.tokenFor('ada', ['admin'], 'another service');
    const token = await provider.tokenFor('ada', ['agent']);
    const [head = '', , signature = ''] = token.split('.');
    const claims = Buffer.from('{"sub":"ada","roles":["admin"]}').toString('base64url');
    for (const refused of [other, `${head}.${claims}.${signature}`, 'nothing'])
      expect(await statusesOf(refused)).toEqual([401, 401]);
  });
});

test('a service whose identity provider is away answers 503 and not 401', async () => {
  const provider = await startProvider();
  const token = await provider.tokenFor('ada', ['admin']);
  await provider.stop();
  const service = await startSample('help-desk', {
    DATABASE_URL: ':memory:',
    JWT_ISSUER: provider.issuer,
    JWT_AUDIENCE: AUDIENCE,
  });
  try {
    const answer = await service.call('GET', '/tickets', undefined, {
      authorization: `Bearer ${token}`,
    });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  } finally {
    await service.stop();
  }
});
