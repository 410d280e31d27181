import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Runs a tool of this checkout, and returns what it prints. */
export function runTool(name: string, argv: readonly string[]): string {
  const tool = join(import.meta.dirname, '../../../node_modules/.bin', name);
  return spawnSync(tool, [...argv], { encoding: 'utf8' }).stdout;
}
