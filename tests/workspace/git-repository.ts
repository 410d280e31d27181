import { execFileSync } from 'node:child_process';

/** A git repository of its own in a folder, with nothing of this machine's configuration. */
export class GitRepository {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    this.run('init', '-q', '-b', 'main');
    this.run('config', 'user.name', 'Test');
    this.run('config', 'user.email', 'test@example.com');
    this.run('config', 'commit.gpgsign', 'false');
  }

  /** What git says on standard output. */
  run(...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: GIT_ENVIRONMENT,
    });
  }

  commitAll(message: string): void {
    this.run('add', '-A');
    this.run('commit', '-q', '--no-verify', '-m', message);
  }
}

/** The environment, without what would make one machine's tests differ from another's. */
export const GIT_ENVIRONMENT: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};
