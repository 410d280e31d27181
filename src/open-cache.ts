import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from './workspace/cache-folder.ts';
import { codeFingerprint } from './workspace/fingerprint.ts';
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

/** What earlier runs on services of this name have worked out with the same code. */
export function openCache(name: string): RunCache {
  const here = import.meta.dirname;
  const version = [
    codeFingerprint([here, join(here, '..', 'templates')]),
    ...WORKERS.map(versionOf),
  ];
  return new RunCache({ folder: cacheFolder(), name, version: version.join(' ') });
}

function versionOf(name: string): string {
  const { version } = createRequire(import.meta.url)(`${name}/package.json`) as { version: string };
  return `${name}@${version}`;
}
