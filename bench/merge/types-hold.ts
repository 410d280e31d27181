import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Files } from './person-edits.ts';

/** What the type checker says of a service, each with its file; empty when it is content. */
export function typeErrors(files: Files): { readonly path: string; readonly message: string }[] {
  const folder = mkdtempSync(join(tmpdir(), 'service-'));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    const { stdout } = spawnSync(
      resolve('node_modules/.bin/tsc'),
      ['-p', folder, '--pretty', 'false'],
      {
        encoding: 'utf8',
      },
    );
    return stdout
      .split('\n')
      .filter((line) => / error TS\d+/.test(line))
      .map((line) => {
        const message = line
          .replace(/^(?:\.\.\/)*(?:\.\.)?/, '')
          .replace(`${folder.slice(1)}/`, '');
        return { path: /^[^(]*/.exec(message)?.[0] ?? '', message };
      });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
