import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { type HookManager, hookManager } from './managers.ts';
import { COMMAND } from './shell-script.ts';

export type Installed =
  | {
      readonly ok: true;
      readonly manager: HookManager;
      /** False where everything was as asked for already. */
      readonly isChanged: boolean;
    }
  | { readonly ok: false; readonly manager: HookManager; readonly command: string };

/** Has a repository run Specwright before each commit. The second time it changes nothing. */
export function installHook(top: string): Installed {
  const manager = hookManager(top);
  const before = textOf(manager.file);
  const after = manager.added(before);
  if (after === undefined) return { ok: false, manager, command: COMMAND };
  const isChanged = after !== before;
  if (isChanged) {
    mkdirSync(dirname(manager.file), { recursive: true });
    writeFileSync(manager.file, after);
  }
  if (manager.isExecutable) chmodSync(manager.file, statSync(manager.file).mode | 0o111);
  return { ok: true, manager, isChanged };
}

/** Takes out what {@link installHook} put in, and nothing else. */
export function uninstallHook(top: string): { manager: HookManager; isChanged: boolean } {
  const manager = hookManager(top);
  const before = textOf(manager.file);
  if (before === undefined) return { manager, isChanged: false };
  const after = manager.removed(before);
  if (after === undefined) rmSync(manager.file);
  else if (after !== before) writeFileSync(manager.file, after);
  return { manager, isChanged: after !== before };
}

const textOf = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, 'utf8') : undefined;
