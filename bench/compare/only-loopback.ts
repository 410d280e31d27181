/**
 * `node --import only-loopback.ts …`: every server of the process listens on 127.0.0.1, the first one
 * on the port that PORT names, whatever address and port its code says. Sockets with a path in the file
 * system stay as they are.
 */
import { Server } from 'node:net';

const { listen } = Server.prototype;
let isFirst = true;

Server.prototype.listen = function (this: Server, ...given: unknown[]) {
  if (isOnPath(given[0])) return Reflect.apply(listen, this, given);
  const port = isFirst ? Number(process.env['PORT']) : 0;
  isFirst = false;
  const listening = given.find((one) => typeof one === 'function');
  if (listening !== undefined) this.once('listening', listening as () => void);
  return listen.call(this, { host: '127.0.0.1', port });
};

const isOnPath = (target: unknown): boolean =>
  (typeof target === 'string' && !/^\d+$/.test(target)) ||
  (typeof target === 'object' && target !== null && 'path' in target && Boolean(target.path));
