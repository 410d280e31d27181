/**
 * Preloaded into a contender: requests come from within its process, over streams in memory, so that
 * neither the kernel's sockets nor another process add to what a request costs.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import { Duplex } from 'node:stream';

/** What the process is asked to serve: each text is one request. */
export interface InnerJob {
  readonly requests: readonly string[];
  readonly connections: number;
}

const STARTED = 'http.server.request.start';
let server: Server | undefined;

/** The first request, by which the contender shows that it answers, tells which server it has. */
function remember(message: unknown): void {
  ({ server } = message as { server: Server });
  unsubscribe(STARTED, remember);
}
subscribe(STARTED, remember);

/** A connection whose client sends its next request once it has the answer to the last one. */
class Connection extends Duplex {
  readonly #answered: (status: string) => void;

  constructor(answered: (status: string) => void) {
    super({ decodeStrings: false });
    this.#answered = answered;
  }

  override _read(): void {}

  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    this.#take(chunk);
    done();
  }

  override _writev(chunks: { chunk: string | Buffer }[], done: () => void): void {
    for (const { chunk } of chunks) this.#take(chunk);
    done();
  }

  #take(chunk: string | Buffer): void {
    const start = chunk.slice(0, 12).toString();
    if (start.startsWith('HTTP/1.1 ')) this.#answered(start.slice(9));
  }
}

/** Answers what each request took of the processor, in microseconds. */
function serve({ requests, connections }: InnerJob, to: Server): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const waiting = requests.map((text) => Buffer.from(text)).reverse();
  let open = requests.length;
  const { user, system } = process.threadCpuUsage();
  for (let index = 0; index < connections; index++) {
    const connection: Connection = new Connection((status) => {
      if (!status.startsWith('2')) reject(new Error(`a request was answered ${status}`));
      open -= 1;
      if (open === 0) {
        const used = process.threadCpuUsage();
        resolve((used.user + used.system - user - system) / requests.length);
      }
      setImmediate(send);
    });
    const send = () => connection.push(waiting.pop() ?? null);
    to.emit('connection', connection);
    send();
  }
  return promise;
}

process.on('message', async (job: InnerJob) => {
  if (!server) throw new Error('no request has come yet');
  process.send?.(await serve(job, server));
});
process.channel?.unref();
