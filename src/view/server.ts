import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { NotReady } from '../not-ready.ts';
import { systemCode } from '../workspace/workspace-error.ts';
import { admitted, type Gate } from './guard.ts';
import type { PageFiles } from './page-files.ts';
import type { Finding } from './model-types.ts';
import { Refused } from './refused.ts';
import type { Route } from './route.ts';

/** A page that is being served. */
export interface ServedPage {
  /** With the token: whoever knows it may use the page. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly page: PageFiles;
  readonly routes: readonly Route[];
  /** Any that is free when nothing is said. */
  readonly port?: number | undefined;
  /** Told of what a person cannot put right. */
  readonly onFault: (error: unknown) => void;
}

const LOOPBACK = '127.0.0.1';

/** Nothing but the page's own files runs or is shown, and nothing is asked of any other place. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/**
 * Serves the page on this machine alone, at an address that nobody can guess.
 *
 * @throws NotReady when the port cannot be used
 */
export async function servePage({
  page,
  routes,
  port,
  onFault,
}: ServeOptions): Promise<ServedPage> {
  const token = randomBytes(24).toString('base64url');
  const stop = new AbortController();
  const server = createServer((request, response) => {
    const gate = { port: (server.address() as AddressInfo).port, token };
    answer(request, response, { gate, page, routes, signal: stop.signal }).catch(
      (error: unknown) => {
        onFault(error);
        if (response.headersSent) response.destroy();
        else refuse(response, 500, FAULT);
      },
    );
  });
  server.listen(port ?? 0, LOOPBACK);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw unusable(error, port);
  }
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${own}/${token}/`,
    close: async () => {
      stop.abort();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program uses it',
  EACCES: 'it takes more rights than you have',
};

/** Says what to do about a port; other errors stay what they are. */
function unusable(error: unknown, port: number | undefined): unknown {
  const reason = REASONS[systemCode(error) ?? ''];
  if (reason === undefined) return error;
  const message = `Port ${port ?? 0} cannot be used: ${reason}. Name another one with --port, or none for any that is free.`;
  return new NotReady([diagnostic('SW7609', 'error', message)]);
}

interface Serving {
  readonly gate: Gate;
  readonly page: PageFiles;
  readonly routes: readonly Route[];
  readonly signal: AbortSignal;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { gate, page, routes, signal }: Serving,
): Promise<void> {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  try {
    const address = admitted(request, gate);
    const file = page.get(address);
    if (file) {
      allow(request, 'GET');
      response.setHeader('content-type', file.type);
      response.end(file.content);
      return;
    }
    const found = routeOf(routes, address);
    allow(request, found.route.method);
    // The one who asked has gone: what is being done for them stops.
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    await found.route.answer({
      request,
      response,
      parameters: found.parameters,
      signal: AbortSignal.any([signal, gone.signal]),
    });
  } catch (error) {
    if (!(error instanceof Refused) || response.headersSent) throw error;
    for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value);
    refuse(response, error.status, error.findings);
  }
}

function refuse(response: ServerResponse, status: number, findings: readonly Finding[]): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ findings }));
}

const FAULT: readonly Finding[] = [
  {
    code: 'SW9001',
    severity: 'error',
    message: 'Specwright met a fault of its own. The terminal tells more.',
  },
];

function routeOf(
  routes: readonly Route[],
  address: string,
): { readonly route: Route; readonly parameters: readonly string[] } {
  for (const route of routes) {
    const match = route.address.exec(address);
    if (match) return { route, parameters: match.slice(1) };
  }
  throw new Refused(404, 'SW7603', 'The page has no such address.');
}

function allow(request: IncomingMessage, method: 'GET' | 'POST'): void {
  if (request.method === method) return;
  throw new Refused(405, 'SW7604', `This address takes ${method} alone.`, { allow: method });
}
