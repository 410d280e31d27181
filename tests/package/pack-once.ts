import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { isReachable, pack, type Packed } from './installed.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The package, with an absolute path; absent where the registry is out of reach. */
    readonly packed: Packed | undefined;
  }
}

/** Packs this checkout once for all tests: building it twice at once would mix both. */
export function setup({ provide }: TestProject): (() => void) | undefined {
  if (!isReachable) {
    provide('packed', undefined);
    return undefined;
  }
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'specwright-packed-')));
  const { filename, unpackedSize } = pack(folder);
  provide('packed', { filename: join(folder, filename), unpackedSize });
  return () => rmSync(folder, { recursive: true, force: true });
}
