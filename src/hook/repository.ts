import { posix, resolve } from 'node:path';
import { git, items } from '../git/git.ts';
import { isArazzoName } from '../spec/arazzo/find-arazzo.ts';
import { isFolderInput } from '../workspace/folder-state.ts';
import { type Lock, parseLock } from '../workspace/lockfile.ts';

/** A service whose lock is in the index. */
export interface IndexedService {
  /** Its folder, relative to the top of the repository; empty for the top itself. */
  readonly folder: string;
  readonly lock: Lock;
  /** Staged files of workflows that lie beside its description, and are no inputs yet, relative to its folder. */
  readonly newcomers: readonly string[];
}

const LOCK = '.specwright/lock.json';

/** Whether an input is one of these files, or is a folder that one of them lies in. */
const isAmong = (input: string, files: readonly string[]): boolean =>
  isFolderInput(input) ? files.some((file) => file.startsWith(input)) : files.includes(input);

/** A repository as a commit would see it: its index. */
export class Repository {
  readonly top: string;
  readonly gitFolder: string;
  /** Every path of the index. */
  readonly indexed: ReadonlySet<string>;

  private constructor(top: string, gitFolder: string) {
    this.top = top;
    this.gitFolder = gitFolder;
    this.indexed = new Set(items(this.ask(['ls-files', '-z'])));
  }

  static at(cwd: string): Repository {
    const answer = git(cwd, ['rev-parse', '--show-toplevel', '--absolute-git-dir']);
    const [top = '', folder = ''] = answer?.stdout.split('\n') ?? [];
    return new Repository(resolve(top), resolve(folder));
  }

  /** What git says at the top of the repository. */
  ask(args: readonly string[], input = ''): string {
    const answer = git(this.top, args, input);
    if (answer?.ok !== true)
      throw new Error(`git ${args[0] ?? ''} failed: ${answer?.stderr.trim() ?? 'there is no git'}`);
    return answer.stdout;
  }

  /** Services that are generated from one of these files, by the locks of the index. */
  servicesOf(changed: readonly string[]): IndexedService[] {
    return [...this.indexed]
      .filter((path) => path === LOCK || path.endsWith(`/${LOCK}`))
      .map((path): IndexedService => {
        const folder = path.slice(0, -LOCK.length).replace(/\/$/, '');
        const lock = parseLock(this.ask(['show', `:${path}`]), path);
        const inputs = new Set(Object.keys(lock.inputs).map((input) => posix.join(folder, input)));
        const beside = posix.dirname(posix.join(folder, lock.spec));
        const newcomers = changed
          .filter(
            (one) =>
              isArazzoName(one) &&
              posix.dirname(one) === beside &&
              !inputs.has(one) &&
              this.indexed.has(one),
          )
          .map((one) => posix.relative(folder, one));
        return { folder, lock, newcomers };
      })
      .filter(
        ({ folder, lock, newcomers }) =>
          newcomers.length > 0 ||
          Object.keys(lock.inputs).some((input) => isAmong(posix.join(folder, input), changed)),
      );
  }

  /** Files that differ from the index or are not in it; what git ignores does not count. */
  unstaged(folder: string): Set<string> {
    const where = folder === '' ? [] : ['--', folder];
    return new Set([
      ...items(this.ask(['diff', '--name-only', '--no-ext-diff', '-z', ...where])),
      ...items(this.ask(['ls-files', '--others', '--exclude-standard', '-z', ...where])),
    ]);
  }

  /** Of these paths those that git ignores and does not have. */
  ignored(folder: string): Set<string> {
    const where = folder === '' ? [] : ['--', folder];
    return new Set(
      items(this.ask(['ls-files', '--others', '--ignored', '--exclude-standard', '-z', ...where])),
    );
  }
}
