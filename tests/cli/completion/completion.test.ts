import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../run-cli.ts';
import { offeredInZsh } from './in-zsh.ts';
import { temporaryFolder, writeFiles } from '../../workspace/temporary-folder.ts';

const cwd = process.cwd();
const has = (shell: string) => spawnSync(shell, ['--version']).status === 0;
const scripts = { bash: '', zsh: '', fish: '' };

beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish'] as const)
    scripts[shell] = (await runCli(['completion', shell], { cwd })).stdout;
});

/** What bash offers where the cursor is at the end of these words. */
function inBash(words: readonly string[], folder = cwd): readonly string[] {
  const line = words.map((word) => `'${word}'`).join(' ');
  const { stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc'], {
    cwd: folder,
    encoding: 'utf8',
    input: `${scripts.bash}\nCOMP_WORDS=(specwright ${line}); COMP_CWORD=${words.length}\n_specwright 2>/dev/null\nprintf '%s\\n' "\${COMPREPLY[@]}"\n`,
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

describe.runIf(has('bash'))('in bash', () => {
  test('commands, their subcommands and their operands', () => {
    expect(inBash(['gen'])).toEqual(['generate']);
    expect(inBash([''])).toEqual(expect.arrayContaining(['check', 'mcp', 'completion']));
    expect(inBash(['runs', ''])).toEqual(expect.arrayContaining(['list', 'show', 'resume']));
    expect(inBash(['migrate', ''])).toEqual(['status', 'up', 'down']);
    expect(inBash(['completion', 'z'])).toEqual(['zsh']);
  });

  test('options of the command that is written, and of no other', () => {
    expect(inBash(['generate', '--sand'])).toEqual(['--sandbox']);
    expect(inBash(['check', '--sand'])).toEqual([]);
    expect(inBash(['runs', 'resume', '--app'])).toEqual(['--approve']);
    expect(inBash(['--ver'])).toEqual(['--version']);
  });

  test('values: words, folders and files, with spaces in them too', () => {
    const folder = filled();
    expect(inBash(['generate', '--sandbox', 'doc'])).toEqual(['docker']);
    expect(inBash(['generate', '--out', ''], folder)).toEqual(['services']);
    expect(inBash(['generate', 'my'], folder)).toEqual(['my api.yaml']);
    expect(inBash(['generate', '--shard', ''], folder)).toEqual([]);
  });

  test('values beside their option, which readline takes for words of their own', () => {
    const folder = filled();
    expect(inBash(['generate', '--sandbox', '=', 'doc'])).toEqual(['docker']);
    expect(inBash(['generate', '--out', '='], folder)).toEqual(['services']);
    expect(inBash(['generate', '--out', '=', 'ser'], folder)).toEqual(['services']);
  });

  test('every option that --help shows is offered', async () => {
    for (const command of ['generate', 'fill', 'doctor']) {
      const { stdout } = await runCli([command, '--help'], { cwd });
      const shown = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, name]) => name);
      expect(shown.length).toBeGreaterThan(3);
      expect(inBash([command, '--'])).toEqual(shown);
    }
  });
});

/** Lines, and what a shell is to offer at their ends, whichever it is. */
const EVERYWHERE: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['specwright gen', ['generate']],
  ['specwright tests a', ['approve']],
  ['specwright migrate ', ['down', 'status', 'up']],
  ['specwright completion z', ['zsh']],
  ['specwright generate --sand', ['--sandbox']],
  ['specwright check --sand', []],
  ['specwright runs resume --app', ['--approve']],
  ['specwright generate --sandbox doc', ['docker']],
  ['specwright generate --shard ', []],
  ['specwright generate --out ', ['services']],
  ['specwright generate api.yaml --out services --sandb', ['--sandbox']],
];

/** A folder with a folder and a file in it. */
function filled(): string {
  const folder = temporaryFolder();
  writeFiles(folder, { 'my api.yaml': '', 'services/a/x': '' });
  return folder;
}

describe.runIf(has('zsh'))('in zsh (skipped without it: apt-get install zsh)', () => {
  const lines = EVERYWHERE.map(([line]) => line);
  const wanted = EVERYWHERE.map(([, offered]) => [...offered]);
  const sorted = (all: readonly (readonly string[])[]) => all.map((words) => [...words].sort());

  test.each(['sourced', 'in fpath'] as const)('Tab offers what there is, %s', (install) => {
    expect(sorted(offeredInZsh(scripts.zsh, lines, filled(), install))).toEqual(wanted);
  });

  test('names of files and values beside their option are completed', () => {
    const own = ['specwright generate my', 'specwright generate --sandbox=doc'];
    const dir = 'specwright generate --out=ser';
    expect(offeredInZsh(scripts.zsh, [...own, dir], filled())).toEqual([
      ['my\\ api.yaml'],
      ['docker'],
      ['services'],
    ]);
  });

  test('the script says what is missing where the completion system is not loaded', () => {
    const { stdout, stderr } = spawnSync('zsh', ['-f'], { encoding: 'utf8', input: scripts.zsh });
    expect(stderr).toContain('autoload -Uz compinit && compinit');
    expect(stdout).toBe('');
  });
});

describe.runIf(has('fish'))('in fish (skipped without it: apt-get install fish)', () => {
  /** What fish offers for a line: words, without what they mean. */
  function inFish(line: string): readonly string[] {
    // Fish reads no script from the kind of pipe that Node makes.
    const ask = [scripts.fish, `complete -C '${line}'`].join('\n');
    const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', ask], {
      cwd: filled(),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    return stdout
      .split('\n')
      .filter((said) => said !== '')
      .map((said) => (said.split('\t')[0] ?? '').replace(/\/$/, ''))
      .sort();
  }

  test.each(EVERYWHERE)('%s offers what there is', (line, offered) => {
    expect(inFish(line)).toEqual(offered);
  });

  test('names of files and values beside their option are completed', () => {
    expect(inFish('specwright generate my')).toEqual(['my api.yaml']);
    expect(inFish('specwright generate --sandbox=doc')).toEqual(['--sandbox=docker']);
  });
});

test('zsh keeps its own arrays', () => {
  expect(scripts.zsh).not.toMatch(/^\s*(?:local -a )?(?:options|commands|path)\b/m);
});

test('descriptions with quotes and colons are one word each', () => {
  expect(scripts.zsh).toContain("'--out:the service'\\''s folder");
  expect(scripts.zsh).toContain('Book=Volume, Book.title=heading');
  expect(scripts.fish).toContain("-d 'the service\\'s folder");
});

test('an unknown shell is told which there are', async () => {
  const { code, stderr } = await runCli(['completion', 'tcsh'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('bash, zsh, fish');
});
