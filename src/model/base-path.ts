import type { OpenApi, Server } from '../spec/openapi.ts';

/**
 * The path under which a description has its API: that of its first server, as `/v1`; nothing where
 * the paths stand alone, or have it in front of them already.
 */
export function basePathOf({ servers = [], paths = {} }: OpenApi): string {
  const path = (servers[0] && serverPath(servers[0])) ?? '';
  const known = Object.keys(paths);
  const isRepeated = known.length > 0 && known.every((one) => `${one}/`.startsWith(`${path}/`));
  return isRepeated ? '' : path;
}

/**
 * The path of a server's URL, without a slash at its end, and with the defaults of its variables;
 * `undefined` where a variable without a value is part of it.
 */
export function serverPath({ url, variables = {} }: Server): string | undefined {
  const filled = url
    .trim()
    .replace(/\{([^{}]*)\}/g, (found, name: string) => variables[name]?.default ?? found);
  const path = withoutHost(filled.split(/[?#]/)[0] ?? '');
  if (/[{}]/.test(path)) return undefined;
  // A relative one leads on from where the description is, which is taken for the root.
  const encoded = `/${encodeURI(path).replace(/%25/g, '%')}`.replace(/\/{2,}/g, '/');
  return new URL(encoded, 'http://localhost').pathname.replace(/\/$/, '');
}

/** People write a host without a scheme, too: `api.example.com/v1`. */
function withoutHost(address: string): string {
  const whole = /^(?:[^/:]*:)?\/\/[^/]*/.exec(address)?.[0];
  if (whole !== undefined) return address.slice(whole.length);
  const [first = ''] = address.split('/');
  return /[.:]/.test(first) && !/^\.+$/.test(first) ? address.slice(first.length) : address;
}
