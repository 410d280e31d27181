import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { configError } from '../config/config-error.ts';
import { systemCode } from '../workspace/workspace-error.ts';

/** The one folder that tools may read and write. */
export class WorkingFolder {
  readonly path: string;
  readonly #real: string;

  /** @throws ConfigError when there is no such folder */
  constructor(path: string) {
    this.path = resolve(path);
    try {
      this.#real = realpathSync.native(this.path);
    } catch (error) {
      throw configError('SW7016', `There is no folder ${path}. Name another one with --folder.`, {
        cause: error,
      });
    }
  }

  /**
   * A path that a tool was given. What is not there yet counts by what would hold it.
   *
   * @throws ConfigError when it leads out of the folder, by itself or through a symbolic link
   */
  inside(path: string): string {
    const wanted = resolve(this.path, path);
    const way = relative(this.#real, realOf(wanted));
    if (path.includes('\0') || isAbsolute(way) || way.split(/[\\/]/)[0] === '..')
      throw configError(
        'SW7016',
        `${JSON.stringify(path)} is not in the working folder. Name a path inside ${this.path}.`,
      );
    return wanted;
  }
}

/** The real path, as far as there is one. */
function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    const parent = dirname(path);
    if (parent === path || !['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return path;
    // A link to what is not there yet leads to where that would be.
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    if (isLink) return realOf(resolve(realOf(parent), readlinkSync(path)));
    return resolve(realOf(parent), relative(parent, path));
  }
}
