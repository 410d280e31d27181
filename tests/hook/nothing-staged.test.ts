import { chmodSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../cli/run-cli.ts';
import { GIT_ENVIRONMENT, GitRepository } from '../workspace/git-repository.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

const loader = `import { registerHooks } from 'node:module';
  registerHooks({ load: (url, context, next) => (url.startsWith('file:') && process.stderr.write(url + '\\n'), next(url, context)) });`;

test('where nothing is staged that matters, git is asked once and little is loaded', () => {
  const folder = temporaryFolder();
  const repository = new GitRepository(folder);
  writeFiles(folder, {
    'src/app.ts': 'export {};\n',
    'bin/git': `#!/bin/sh\necho "$@" >> "${join(folder, 'asked')}"\nPATH="\${PATH#*:}" exec git "$@"\n`,
  });
  chmodSync(join(folder, 'bin/git'), 0o755);
  repository.run('add', 'src');
  const stderr = join(folder, 'loaded');
  execFileSync(
    'sh',
    [
      '-c',
      '"$0" "$@" 2> "$LOADED"',
      process.execPath,
      '--import',
      `data:text/javascript,${encodeURIComponent(loader)}`,
      main,
      'hook',
      'run',
    ],
    {
      cwd: folder,
      env: {
        ...GIT_ENVIRONMENT,
        LOADED: stderr,
        PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      },
    },
  );
  expect(readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n')).toHaveLength(1);
  const loaded = readFileSync(stderr, 'utf8').split('\n').filter(Boolean);
  expect(loaded.filter((url) => url.includes('node_modules'))).toEqual([]);
  expect(loaded.length).toBeGreaterThan(3);
  expect(loaded.length).toBeLessThan(15);
});
