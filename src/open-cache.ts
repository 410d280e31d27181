import { createRequire } from 'node:module';
import { cacheFolder } from './workspace/cache-folder.ts';
import { RunCache } from './workspace/run-cache.ts';

/** Packages whose work is remembered. */
const WORKERS = [
  'handlebars',
  'oxfmt',
  'prettier',
  '@prettier/plugin-oxc',
  'ts-morph',
  'typescript',
];

/**
 * What earlier runs on services of this name have worked out with the same code.
 *
 * @param code the state of our own code
 */
export function openCache(name: string, code: string): RunCache {
  const version = [code, ...WORKERS.map(versionOf)];
  return new RunCache({ folder: cacheFolder(), name, version: version.join(' ') });
}

function versionOf(name: string): string {
  const { version } = createRequire(import.meta.url)(`${name}/package.json`) as { version: string };
  return `${name}@${version}`;
}
