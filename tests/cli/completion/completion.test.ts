import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../run-cli.ts';
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
    const folder = temporaryFolder();
    writeFiles(folder, { 'my api.yaml': '', 'services/a/x': '' });
    expect(inBash(['generate', '--sandbox', 'doc'])).toEqual(['docker']);
    expect(inBash(['generate', '--out', ''], folder)).toEqual(['services']);
    expect(inBash(['generate', 'my'], folder)).toEqual(['my api.yaml']);
    expect(inBash(['generate', '--shard', ''], folder)).toEqual([]);
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

test.runIf(has('zsh'))('zsh reads its script, and its own completion system takes it', () => {
  const { status, stderr } = spawnSync('zsh', ['-f'], {
    encoding: 'utf8',
    input: `autoload -Uz compinit && compinit -D\n${scripts.zsh}\n[[ \${_comps[specwright]} == _specwright ]]\n`,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test.runIf(has('fish'))('fish offers commands, options and values', () => {
  const offered = (line: string) =>
    spawnSync('fish', ['--no-config'], {
      encoding: 'utf8',
      input: `${scripts.fish}\ncomplete -C '${line}'\n`,
    }).stdout;
  expect(offered('specwright gen')).toMatch(/^generate\t/m);
  expect(offered('specwright generate --sandbox doc')).toMatch(/^docker/m);
  expect(offered('specwright check --fail')).toContain('--fail-on');
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
