import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompress, brotliDecompressSync, constants } from 'node:zlib';
import { promisify } from 'node:util';
import { contentHash } from './content-hash.ts';
import { STATE_FOLDER, statePaths } from './service-folder.ts';
import { systemCode } from './workspace-error.ts';

const compress = promisify(brotliCompress);

/** Where a pristine text is kept, relative to the service's folder. */
export const basePath = (hash: string): string => `${STATE_FOLDER}/base/${hash}`;

/**
 * Compressed for the base store. Brotli, because its output is the same on every processor;
 * deflate's is not where zlib uses special instructions.
 */
export function encodeBase(text: string): Promise<Buffer> {
  return compress(text, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_LGWIN]: 18,
    },
  });
}

/** A pristine text by its hash; undefined when it is not there or not what its name says. */
export function readBase(service: string, hash: string): string | undefined {
  if (!/^[0-9a-f]{64}$/.test(hash)) return undefined;
  try {
    return decodeBase(readFileSync(join(statePaths(service).base, hash)), hash);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * The text that {@link encodeBase} compressed; undefined when it is not what its name says. Most are
 * of a few kilobytes: handing one to another thread takes seven times as long as unpacking it.
 */
export function decodeBase(bytes: Buffer, hash: string): string | undefined {
  try {
    const text = brotliDecompressSync(bytes).toString('utf8');
    return contentHash(text) === hash ? text : undefined;
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (code.startsWith('ERR_') || code.startsWith('Z_')) return undefined;
    throw error;
  }
}

/** Hashes of the texts that the base store has. */
export async function keptBases(service: string): Promise<Set<string>> {
  try {
    return new Set(await readdir(statePaths(service).base));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return new Set();
    throw error;
  }
}
