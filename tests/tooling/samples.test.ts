import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/** Business logic that a scripted model has written stays beside what is generated. */
const isFilled = (path: string): boolean => path === 'src/resources/tickets/logic.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe.each(['bookstore', 'help-desk', 'fleet'])('generated/%s', (name) => {
  test('is what specs/ and the templates make today', { timeout: 120_000 }, () => {
    const command = [
      'src/cli/main.ts',
      'generate',
      `specs/${name}.yaml`,
      '--out',
      `generated/${name}`,
      '--check',
      '--no-test',
      '--json',
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: root,
      encoding: 'utf8',
    });
    const { files } = JSON.parse(stdout) as { files: { path: string; action: string }[] };
    expect(
      files.filter(({ path, action }) => action !== (isFilled(path) ? 'keep' : 'unchanged')),
      stderr,
    ).toEqual([]);
    expect(status, 'run npm run samples, and look at the difference').toBe(0);
  });
});
