import { expect, test } from 'vitest';
import type { SecurityScheme } from '../../src/model/types.ts';
import { code } from '../../src/scaffold/code.ts';
import { credentialView, shownCredential } from '../../src/scaffold/view/credentials.ts';

const scheme = (members: Partial<SecurityScheme>): SecurityScheme => ({
  name: 'key',
  identifier: 'key',
  type: 'apiKey',
  ...members,
});

test.each<[Partial<SecurityScheme>, string, string | undefined]>([
  [{ in: 'header', parameter: 'X-Key' }, 'textOf(request.headers["x-key"])', undefined],
  [
    { in: 'query', parameter: 'k' },
    'textOf((request.query as Record<string, unknown>).k)',
    undefined,
  ],
  [{ in: 'cookie', parameter: "s'd" }, "cookieOf(request, 's\\'d')", undefined],
  [{ type: 'basic' }, "authorizationOf(request, 'basic')", 'Basic realm="api"'],
  [{ type: 'oauth2' }, "authorizationOf(request, 'bearer')", 'Bearer realm="api"'],
  [{ type: 'http', parameter: 'DPoP' }, "authorizationOf(request, 'dpop')", 'DPoP realm="api"'],
  [{ type: 'mutualTLS' }, "authorizationOf(request, 'bearer')", undefined],
])('the credential of %j is read by %s', (members, read, challenge) => {
  const view = credentialView(scheme(members));
  expect(view.read.text).toBe(read);
  expect(view.challenge).toBe(challenge);
});

test.each<[Partial<SecurityScheme>, string]>([
  [{ in: 'header', parameter: 'X-Key' }, "url: `/a`, headers: { 'x-key': 'o=s' }"],
  [{ in: 'query', parameter: 'k' }, "url: `/a` + '?k=o%3Ds'"],
  [
    { in: 'cookie', parameter: 'sid' },
    "url: `/a`, headers: { cookie: 'first=1; sid=o=s; last=2' }",
  ],
  [{ type: 'bearer' }, "url: `/a`, headers: { authorization: 'Bearer  o=s' }"],
])('a test shows the credential of %j as %s', (members, request) => {
  expect(shownCredential(scheme(members), code('`/a`'), 'o=s')).toBe(request);
});
