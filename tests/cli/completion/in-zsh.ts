import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, writeFiles } from '../../workspace/temporary-folder.ts';

/** Runs in the shell that completes: `compadd` tells what it is handed, and Tab when it has ended. */
const SETUP = `
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-[OAD]\\ * ]]; then builtin compadd "$@"; return; fi
  local -a hits
  builtin compadd -O hits "$@"
  print -rl -- $hits >> $OFFERED
  builtin compadd "$@"
}
ended() { _main_complete; print -- '--' >> $OFFERED; print -n '<<ended>>' > $TTY }
zle -C ended complete-word ended
bindkey -e
bindkey '^I' ended
`;

/** Writes each line into a zsh of its own, and presses Tab. */
const HOST = `
zmodload zsh/zpty
zpty completing zsh -f -i
zpty -w completing "source $FOLDER/setup.zsh; print '<<''ready>>'"
zpty -r completing said '*<<ready>>*'
for line in "$@"; do
  zpty -w -n completing "$line"$'\\t'
  zpty -r completing said '*<<ended>>*'
  zpty -w -n completing $'\\x15'
done
zpty -d completing
`;

export type Install = 'sourced' | 'in fpath';

/** What zsh offers for each line, by its own completion system and in a terminal. */
export function offeredInZsh(
  script: string,
  lines: readonly string[],
  cwd: string,
  install: Install = 'sourced',
): readonly (readonly string[])[] {
  const folder = temporaryFolder();
  const offered = join(folder, 'offered');
  const setup =
    install === 'sourced'
      ? `autoload -Uz compinit && compinit -D -u\nsource ${folder}/functions/_specwright\n`
      : `fpath=(${folder}/functions $fpath)\nautoload -Uz compinit && compinit -D -u\n`;
  writeFiles(folder, {
    'functions/_specwright': script,
    'setup.zsh': `${setup}${SETUP}`,
    'host.zsh': HOST,
    offered: '',
  });
  const { status, stderr } = spawnSync('zsh', ['-f', join(folder, 'host.zsh'), ...lines], {
    cwd,
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, FOLDER: folder, OFFERED: offered, TERM: 'xterm', HOME: folder },
  });
  if (status !== 0) throw new Error(`zsh ended with ${String(status)}: ${stderr}`);
  const said = readFileSync(offered, 'utf8');
  rmSync(folder, { recursive: true });
  return said
    .split('--\n')
    .slice(0, -1)
    .map((words) => [...new Set(words.split('\n').filter((word) => word !== ''))]);
}
