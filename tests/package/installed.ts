import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeFiles } from '../workspace/temporary-folder.ts';

export const root = join(import.meta.dirname, '../..');

export const run = (file: string, argv: readonly string[], cwd: string) =>
  spawnSync(file, argv, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });

/** What npm prints; without it, there is nothing to test. */
export function npm(argv: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = run('npm', argv, cwd);
  if (status !== 0) throw new Error(`npm ${argv.join(' ')} failed: ${stderr}`);
  return stdout;
}

const registry = run('npm', ['ping', '--fetch-timeout=10000', '--fetch-retries=0'], root);
export const isReachable = registry.status === 0;

export interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
}

/** Packs this checkout as it would be published. */
export function pack(target: string): Packed {
  const printed = npm(['pack', '--json', '--pack-destination', target], root);
  const [found] = JSON.parse(printed.slice(printed.indexOf('[\n'))) as Packed[];
  if (found === undefined) throw new Error('npm pack made nothing');
  return found;
}

/** Installs a package into a folder that is empty but for a `package.json`. */
export function installPackage(folder: string, packed: Packed | undefined): Packed {
  if (packed === undefined) throw new Error('there is no package');
  mkdirSync(folder, { recursive: true });
  writeFiles(folder, { 'package.json': '{"name":"shop","private":true,"type":"module"}' });
  npm(['install', '--prefer-offline', '--no-audit', packed.filename], folder);
  return packed;
}
