import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { verifiersFrom } from '../../src/auth.ts';
import { type Verifier } from '../../src/http/auth.ts';

const ISSUER = 'https://issuer.test';
const AUDIENCE = 'this service';
const CONFIGURATION = `${ISSUER}/.well-known/openid-configuration`;
const KEYS = `${ISSUER}/keys`;
const request = {} as Parameters<Verifier>[1];

const mine = await generateKeyPair('ES256');
const theirs = await generateKeyPair('ES256');

/** What the issuer answers, by address. */
const answers = new Map<string, object>();
beforeAll(() => {
  vi.stubGlobal('fetch', async (url: string | URL) => {
    const answer = answers.get(String(url));
    if (!answer) throw new TypeError('fetch failed');
    return Response.json(answer);
  });
});
afterAll(() => vi.unstubAllGlobals());
beforeEach(async () => {
  answers.clear();
  answers.set(KEYS, { keys: [{ ...(await exportJWK(mine.publicKey)), kid: '1', alg: 'ES256' }] });
  answers.set(CONFIGURATION, { issuer: ISSUER, jwks_uri: KEYS });
});

const verifier = (
  environment: NodeJS.ProcessEnv = { JWT_ISSUER: ISSUER, JWT_AUDIENCE: AUDIENCE },
) => verifiersFrom(environment)['token'];

interface Given {
  claims?: JWTPayload;
  issuer?: string;
  audience?: string;
  expires?: number;
  key?: CryptoKey;
}

/** A token that is in order, but for what is given. */
const tokenWith = ({
  claims = { sub: 'ada' },
  issuer = ISSUER,
  audience = AUDIENCE,
  expires = 60,
  key = mine.privateKey,
}: Given = {}) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: '1' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime(Math.floor(Date.now() / 1000) + expires)
    .sign(key);

test.each<[string, JWTPayload]>([
  ['scope', { scope: 'read write' }],
  ['scp', { scp: ['read', 'write'] }],
  ['roles', { roles: ['read', 'write'] }],
])('a token is known by its subject, with the scopes of its claim %s', async (_claim, claims) => {
  const principal = await verifier()(
    await tokenWith({ claims: { sub: 'ada', ...claims } }),
    request,
  );
  expect(principal).toMatchObject({ id: 'ada', scopes: ['read', 'write'], claims });
});

test('keys are where the environment says', async () => {
  answers.delete(CONFIGURATION);
  const told = verifier({ JWT_ISSUER: ISSUER, JWT_AUDIENCE: AUDIENCE, JWT_JWKS_URL: KEYS });
  expect(await told(await tokenWith(), request)).toMatchObject({ id: 'ada', scopes: [] });
});

test.each<[string, Given]>([
  ['of another issuer', { issuer: 'https://other.test' }],
  ['for another audience', { audience: 'another service' }],
  ['that has expired', { expires: -60 }],
  ['without a subject', { claims: {} }],
  ['that another key has signed', { key: theirs.privateKey }],
])('a token %s is refused', async (_what, given) => {
  expect(await verifier()(await tokenWith(given), request)).toBeUndefined();
});

test('a token without a signature is refused, and so is what is no token', async () => {
  const [, payload = ''] = (await tokenWith()).split('.');
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
  expect(await verifier()(unsigned, request)).toBeUndefined();
  expect(await verifier()('no token', request)).toBeUndefined();
});

test('an issuer that cannot be reached is no refusal, and is asked again', async () => {
  const known = verifier();
  answers.delete(KEYS);
  await expect(known(await tokenWith(), request)).rejects.toMatchObject({ status: 503 });
  answers.set(KEYS, { keys: [{ ...(await exportJWK(mine.publicKey)), kid: '1', alg: 'ES256' }] });
  expect(await known(await tokenWith(), request)).toMatchObject({ id: 'ada' });
});

test('the configuration of another issuer is not taken', async () => {
  answers.set(CONFIGURATION, { issuer: 'https://other.test', jwks_uri: KEYS });
  await expect(verifier()(await tokenWith(), request)).rejects.toMatchObject({ status: 503 });
});

test('an issuer without an audience is refused at the start', () => {
  expect(() => verifiersFrom({ JWT_ISSUER: ISSUER })).toThrow('JWT_AUDIENCE');
});
