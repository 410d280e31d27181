import { describe, expect, test } from 'vitest';
import { readMembers } from '../../src/view/read-body.ts';
import { type Call, type Route, sendJson } from '../../src/view/route.ts';
import { NotReady } from '../../src/not-ready.ts';
import { servePage } from '../../src/view/server.ts';
import { ask, partsOf, plainPage, served } from './ask.ts';

const reading: Route = {
  method: 'GET',
  address: /^api\/things\/(\d+)$/,
  answer: (call: Call) => Promise.resolve(sendJson(call, { thing: call.parameters[0] })),
};

/** Counts what would have been changed. */
function changing(): Route & { readonly changes: unknown[] } {
  const changes: unknown[] = [];
  const answer = async (call: Call): Promise<void> => {
    changes.push(await readMembers(call.request));
    sendJson(call, { done: true });
  };
  return { method: 'POST', address: /^api\/change$/, answer, changes };
}

const JSON_TYPE = { 'content-type': 'application/json' };

describe('a request with the token, from the page itself', () => {
  test('gets the page and what it asks for', async () => {
    const page = await served([reading]);
    const { origin, base } = partsOf(page);
    expect((await ask(origin, base)).body).toBe('<p>the page</p>');
    expect((await ask(origin, `${base}api/things/12`)).body).toBe('{"thing":"12"}');
  });

  test('may change something', async () => {
    const route = changing();
    const { origin, base } = partsOf(await served([route]));
    const headers = { ...JSON_TYPE, origin };
    const asked = { method: 'POST', headers, body: '{"a":1}' };
    expect((await ask(origin, `${base}api/change`, asked)).status).toBe(200);
    expect(route.changes).toEqual([{ a: 1 }]);
  });

  test('is told to run nothing but its own script, and to keep nothing', async () => {
    const { origin, base } = partsOf(await served([]));
    const { headers } = await ask(origin, base);
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('a request that is refused', () => {
  const code = (body: string): string | undefined =>
    (JSON.parse(body) as { findings: { code: string }[] }).findings[0]?.code;

  test.each(['/', '//', '/x/', '/index.html', '/app.js', '/api/things/1', '/%2e%2e/', '*'])(
    'without the token: %s',
    async (path) => {
      const { origin } = partsOf(await served([reading]));
      const { status, body } = await ask(origin, path);
      expect([status, code(body)]).toEqual([403, 'SW7601']);
      expect(body).not.toContain('the page');
    },
  );

  test('with a token that is nearly right', async () => {
    const { origin, base } = partsOf(await served([reading]));
    const almost = base.replace(/.(?=\/$)/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await ask(origin, almost)).status).toBe(403);
    expect((await ask(origin, base.slice(0, -2))).status).toBe(403);
  });

  test.each([
    '../package.json',
    '..%2fpackage.json',
    '%2e%2e/%2e%2e/etc/passwd',
    './app.js',
    'app.js/../app.js',
    'api/things/1/../../..',
    'api/things/1%00',
    'api/things/x',
    'api/things/',
    'constructor',
    '__proto__',
  ])('outside of its addresses: %s', async (path) => {
    const { origin, base } = partsOf(await served([reading]));
    const { status, body } = await ask(origin, `${base}${path}`);
    expect([status, code(body)]).toEqual([404, 'SW7603']);
  });

  test.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', '[::1]:80'])(
    'that names another host, such as a name that was bound to this machine: %j',
    async (host) => {
      const { origin, base } = partsOf(await served([reading]));
      const { status, body } = await ask(origin, base, { headers: { host } });
      expect([status, code(body)]).toEqual([421, 'SW7602']);
    },
  );

  test.each(['http://evil.example', 'null', 'http://127.0.0.1', 'https://127.0.0.1:1', 'file://'])(
    'of another origin: %s',
    async (other) => {
      const route = changing();
      const { origin, base } = partsOf(await served([reading, route]));
      const headers = { ...JSON_TYPE, origin: other };
      expect((await ask(origin, `${base}api/things/1`, { headers })).status).toBe(403);
      const posted = { method: 'POST', headers, body: '{}' };
      expect((await ask(origin, `${base}api/change`, posted)).status).toBe(403);
      expect(route.changes).toEqual([]);
    },
  );

  test('that changes something and does not say where it comes from', async () => {
    const route = changing();
    const { origin, base } = partsOf(await served([route]));
    const posted = { method: 'POST', headers: JSON_TYPE, body: '{}' };
    expect((await ask(origin, `${base}api/change`, posted)).status).toBe(403);
    expect(route.changes).toEqual([]);
  });

  test.each(['cross-site', 'same-site'])('that a browser calls %s', async (site) => {
    const { origin, base } = partsOf(await served([reading]));
    const headers = { 'sec-fetch-site': site };
    expect((await ask(origin, base, { headers })).status).toBe(403);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'HEAD'])(
    'by another method: %s',
    async (method) => {
      const { origin, base } = partsOf(await served([reading]));
      const { status, headers } = await ask(origin, `${base}api/things/1`, {
        method,
        headers: { origin },
      });
      expect([status, headers['allow']]).toEqual([405, 'GET']);
    },
  );

  test('that would change something by GET', async () => {
    const route = changing();
    const { origin, base } = partsOf(await served([route]));
    const { status, headers } = await ask(origin, `${base}api/change`);
    expect([status, headers['allow']]).toEqual([405, 'POST']);
    expect(route.changes).toEqual([]);
  });

  test.each([
    ['no JSON', '{', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['nothing', '', 'application/json', 400],
    [
      'a form, which needs no leave of the browser',
      'a=1',
      'application/x-www-form-urlencoded',
      415,
    ],
    ['text', '{}', 'text/plain', 415],
    ['too much', `{"a":"${'x'.repeat(5_000_000)}"}`, 'application/json', 413],
  ])('whose body is %s', async (_what, body, type, expected) => {
    const route = changing();
    const { origin, base } = partsOf(await served([route]));
    const headers = { 'content-type': type, origin };
    const answer = await ask(origin, `${base}api/change`, { method: 'POST', headers, body });
    expect([answer.status, code(answer.body)]).toEqual([expected, 'SW7604']);
    expect(route.changes).toEqual([]);
  });
});

test('a fault is told at the terminal, and not to the page', async () => {
  const broken: Route = {
    method: 'GET',
    address: /^api\/broken$/,
    answer: () => Promise.reject(new Error('the secret of /home/somebody')),
  };
  const page = await served([broken]);
  const { origin, base } = partsOf(page);
  const { status, body } = await ask(origin, `${base}api/broken`);
  expect(status).toBe(500);
  expect(body).not.toContain('secret');
  expect(String(page.faults[0])).toContain('the secret');
});

test('a port that another program uses is said to be so', async () => {
  const { origin } = partsOf(await served([]));
  const again = servePage({
    page: plainPage,
    routes: [],
    port: Number(new URL(origin).port),
    onFault: () => undefined,
  });
  await expect(again).rejects.toThrow(NotReady);
  await expect(again).rejects.toThrow('another program uses it');
});

test('every page has an address of its own, and is on this machine alone', async () => {
  const [one, other] = [await served([]), await served([])];
  expect(partsOf(one).base).toMatch(/^\/[\w-]{32}\/$/);
  expect(partsOf(one).base).not.toBe(partsOf(other).base);
  expect(new URL(one.url).hostname).toBe('127.0.0.1');
});
