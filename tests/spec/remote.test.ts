import { createServer, type RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { found, openapi, read } from '../support/description.ts';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? `127.0.0.1:${address.port}` : '';
}

const refersTo = (url: string) => ({
  'a.yaml': openapi(`paths: {}\ncomponents: { schemas: { A: { $ref: '${url}' } } }\n`),
});

test('files of an allowed host are fetched, with what they refer to', async () => {
  const host = await serve((request, response) => {
    response.end(
      request.url === '/Pet.yaml' ? 'properties: { tag: { $ref: Tag.yaml } }' : 'type: string',
    );
  });
  const result = await read(refersTo(`http://${host}/Pet.yaml`), { allowRemote: [host] });
  expect(result.ok && result.document.api.components?.schemas).toEqual({
    A: { properties: { tag: { $ref: '#/components/schemas/Tag' } } },
    Tag: { type: 'string' },
  });
});

test.each<[string, RequestListener, string]>([
  [
    'redirects to another host',
    (_, response) => response.writeHead(302, { location: 'http://example.invalid/' }).end(),
    'not allowed',
  ],
  [
    'redirects for ever',
    (_, response) => response.writeHead(302, { location: '/' }).end(),
    'redirects more than',
  ],
  [
    'redirects to a file',
    (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    'no http: address',
  ],
  ['answers 404', (_, response) => response.writeHead(404).end(), 'answers 404'],
  ['sends too much', (_, response) => response.end('x'.repeat(10_000)), 'at most 5000 are read'],
])('a host that %s is a finding at the reference', async (_name, listener, help) => {
  const host = await serve(listener);
  const result = await read(refersTo(`http://${host}/`), { allowRemote: [host], maxBytes: 5000 });
  expect(result.ok).toBe(false);
  expect(found(result).map(({ code, location }) => `${code} ${location?.file}`)).toEqual([
    'SW1106 a.yaml',
  ]);
  expect(found(result)[0]?.message).toContain(help);
});
