import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { petsYaml, runCli } from '../cli/run-cli.ts';
import { GIT_ENVIRONMENT, GitRepository } from '../workspace/git-repository.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

/** The command as npm would install it, so that hooks find it. */
export const installedCommand = {
  'node_modules/.bin/specwright': `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`,
};

export const petFile = (properties: string) =>
  `type: object\nrequired: [id, name]\nproperties:\n  id: { type: string, format: uuid, readOnly: true }\n${properties}`;
export const name = '  name: { type: string }\n';
export const nickname = '  nickname: { type: string }\n';

/** A description in two files. */
const description = petsYaml
  .replaceAll("'#/components/schemas/Pet'", "'schemas/Pet.yaml'")
  .replace(/\ncomponents:[^]*/, '\n');

export interface Committed {
  readonly ok: boolean;
  /** What the hook and git said. */
  readonly said: string;
}

/** A repository with a generated service, everything committed, and the hook installed. */
export class HookedRepository extends GitRepository {
  static async prepare(folder: string): Promise<void> {
    writeFiles(folder, {
      ...installedCommand,
      '.gitignore': 'node_modules\n',
      'api/pets.yaml': description,
      'api/schemas/Pet.yaml': petFile(name),
      'notes.md': 'Notes.\n',
    });
    spawnSync('chmod', ['+x', join(folder, 'node_modules/.bin/specwright')]);
    const made = await runCli(['generate', 'api/pets.yaml', '--out', 'service', '--no-test'], {
      cwd: folder,
    });
    if (made.code !== 0) throw new Error(made.stderr);
    const repository = new GitRepository(folder);
    repository.commitAll('Begin');
    await runCli(['hook', 'install'], { cwd: folder });
  }

  static copyOf(prepared: string): HookedRepository {
    const folder = temporaryFolder();
    cpSync(prepared, folder, { recursive: true });
    return new HookedRepository(folder);
  }

  write(files: Readonly<Record<string, string>>): void {
    writeFiles(this.folder, files);
  }

  /** Commits as a person does, with the hook. */
  commit(...args: string[]): Committed {
    const { status, stdout, stderr } = spawnSync('git', ['commit', '-m', 'Change', ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...GIT_ENVIRONMENT, NO_COLOR: '1' },
    });
    return { ok: status === 0, said: `${stdout}${stderr}` };
  }

  /** Files of the last commit. */
  committed(): string[] {
    return this.run('show', '--name-only', '--format=', 'HEAD').split('\n').filter(Boolean).sort();
  }

  /** `git status` in short form: empty when all is committed. */
  status(): string {
    return this.run('status', '--porcelain');
  }

  /** A file of the last commit. */
  inHead(path: string): string {
    return this.run('show', `HEAD:${path}`);
  }
}
