import { dirname, isAbsolute, resolve } from 'node:path';

/** A reference (RFC 3986 URI reference) as it is meant in a file: which file, and what in it. */
export type Reference =
  | { readonly to: 'here'; readonly fragment: string }
  | { readonly to: 'file'; readonly address: string; readonly fragment: string }
  | {
      readonly to: 'remote';
      readonly address: string;
      readonly host: string;
      readonly fragment: string;
    }
  | { readonly to: 'forbidden'; readonly why: string };

/** Reads a reference that stands in a file with this address, an absolute path or a URL. */
export function readReference(reference: string, address: string): Reference {
  const hash = reference.indexOf('#');
  const target = hash < 0 ? reference : reference.slice(0, hash);
  const fragment = hash < 0 ? '' : reference.slice(hash + 1);
  if (target === '') return { to: 'here', fragment };
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(target)?.[1]?.toLowerCase();
  if (isUrl(address) || scheme === 'http' || scheme === 'https' || target.startsWith('//')) {
    return remote(target, address, fragment);
  }
  if (scheme !== undefined) {
    return { to: 'forbidden', why: `a ${scheme}: reference is never followed` };
  }
  const path = decode(target);
  if (path.includes('\0')) return { to: 'forbidden', why: 'it holds a NUL character' };
  if (isAbsolute(path) || path.startsWith('\\\\')) {
    return {
      to: 'forbidden',
      why: 'an absolute path is never followed; write it relative to this file',
    };
  }
  return { to: 'file', address: resolve(dirname(address), path), fragment };
}

function remote(target: string, address: string, fragment: string): Reference {
  const url = URL.parse(target, isUrl(address) ? address : 'https://invalid/');
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return { to: 'forbidden', why: 'a remote file may only lead to http: and https: addresses' };
  }
  if (url.username !== '' || url.password !== '')
    return { to: 'forbidden', why: 'it holds a user name' };
  return { to: 'remote', address: url.href, host: url.host, fragment };
}

export const isUrl = (address: string): boolean => /^https?:\/\//i.test(address);

/** Percent-encoding that is not valid stands for itself. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
