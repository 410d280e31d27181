import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Says where work of earlier runs is kept; `off` keeps none. */
export const CACHE_VARIABLE = 'SPECWRIGHT_CACHE';

/** The folder of this user's caches, as the platform has it; undefined when none is wanted. */
export function cacheFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const told = environment[CACHE_VARIABLE];
  if (told === 'off') return undefined;
  if (told !== undefined && isAbsolute(told)) return told;
  const { XDG_CACHE_HOME, LOCALAPPDATA } = environment;
  if (platform === 'win32')
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'specwright', 'cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'specwright');
  const base =
    XDG_CACHE_HOME !== undefined && isAbsolute(XDG_CACHE_HOME)
      ? XDG_CACHE_HOME
      : join(homedir(), '.cache');
  return join(base, 'specwright');
}
