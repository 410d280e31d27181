import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ModelAnswer, ModelRequest } from '../../src/holes/providers/provider.ts';
import { requestHash } from '../../src/holes/providers/replay.ts';
import { type ChatBody, readCassettes, requestOf } from './cassettes.ts';
import { type Reply, sendReply } from './model-replies.ts';

/** A request that the server got. */
export interface ServedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: ChatBody;
  /** The request behind it, with its hash. */
  readonly request: ModelRequest;
  readonly hash: string;
  /** When the exchange is over: whether the whole answer went out. */
  readonly over: Promise<boolean>;
}

export interface ModelServerOptions {
  /** Recorded answers: a folder of cassettes, or answers by hash. They come before the script. */
  readonly cassettes?: string | ReadonlyMap<string, ModelAnswer>;
  /** Thinks of a reply. @param n how many requests came before, cassettes included */
  readonly script?: (request: ServedRequest, n: number) => Reply;
  /** Parameters that the server answers 400 about, as servers do that do not know them. */
  readonly refuses?: readonly (keyof ChatBody)[];
}

export interface ModelServer {
  /** For OPENAI_BASE_URL. */
  readonly baseURL: string;
  readonly requests: readonly ServedRequest[];
  /** Ends all connections; when it resolves, nothing is open. */
  readonly close: () => Promise<void>;
}

/** Starts a server on loopback that speaks the OpenAI protocol and answers as it is told. */
export async function startModelServer(options: ModelServerOptions): Promise<ModelServer> {
  const { cassettes = new Map<string, ModelAnswer>() } = options;
  const answers = typeof cassettes === 'string' ? readCassettes(cassettes) : cassettes;
  const requests: ServedRequest[] = [];
  const faults: unknown[] = [];

  const server = createServer((incoming, response) => {
    const serve = async (): Promise<void> => {
      const body: ChatBody = JSON.parse(await text(incoming));
      const request = requestOf(body);
      const served: ServedRequest = {
        path: incoming.url ?? '',
        headers: incoming.headers,
        body,
        request,
        hash: requestHash(request),
        over: over(response),
      };
      requests.push(served);
      const reply = replyTo(served, requests.length - 1, answers, options);
      const usage = body.stream_options?.include_usage ?? false;
      await sendReply(reply, { stream: body.stream ?? false, usage }, response);
    };
    serve().catch((error: unknown) => {
      faults.push(error);
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => {
    server.once('listening', resolve);
  });
  const address = server.address();
  return {
    baseURL: `http://127.0.0.1:${isAddress(address) ? address.port : 0}/v1`,
    requests,
    close: async () => {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      server.closeAllConnections();
      await closed;
      // A script that fails must fail its test.
      if (faults.length > 0) throw new AggregateError(faults, 'The scripted server failed.');
    },
  };
}

const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;

const over = (response: ServerResponse): Promise<boolean> =>
  new Promise((resolve) => {
    response.once('close', () => resolve(response.writableFinished));
  });

function replyTo(
  served: ServedRequest,
  n: number,
  answers: ReadonlyMap<string, ModelAnswer>,
  { script, refuses = [] }: ModelServerOptions,
): Reply {
  const refused = refuses.find((name) => served.body[name] !== undefined);
  if (refused !== undefined) return refusalOf(refused);
  const answer = answers.get(served.hash);
  if (answer) return answer;
  if (script) return script(served, n);
  return { status: 400, body: { error: { message: `no cassette for ${served.hash}` } } };
}

/** What a server says about a parameter that it does not know. */
export const refusalOf = (parameter: string, status = 400): Reply => ({
  status,
  body: {
    error: {
      message: `Unsupported parameter: '${parameter}' is not supported with this model.`,
      type: 'invalid_request_error',
      param: parameter,
      code: 'unsupported_parameter',
    },
  },
});
