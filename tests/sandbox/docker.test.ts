import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { containerArguments, docker } from '../../src/sandbox/docker.ts';

let folder: string;
let log: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docker-test-'));
  log = join(folder, 'log');
  vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Puts a program in the place of Docker's client; it notes how it was called. */
function client(script: string): void {
  const program = join(folder, 'docker');
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\n${script}\n`);
  chmodSync(program, 0o755);
}

const command = () => ({
  script: '/stage/run.js',
  args: ['{"a":1}'],
  cwd: folder,
  env: { TZ: 'UTC', DATABASE_URL: 'postgres://me:hush@localhost/db' },
  readable: [folder, '/no/such/folder'],
  writable: [folder],
});
const settings = { name: 'one', image: 'node:1', memoryMb: 600 };
const calls = () => readFileSync(log, 'utf8').trim().split('\n');

describe('the container of docker', () => {
  test('has no network, no rights, a read-only file system and limits', () => {
    const args = containerArguments(command(), settings);
    const options = args.slice(0, args.indexOf('node:1'));
    expect(options).toEqual(
      expect.arrayContaining([
        '--rm',
        '--name=one',
        '--pull=never',
        '--network=none',
        '--read-only',
        '--cap-drop=ALL',
        '--security-opt=no-new-privileges',
        '--memory=600m',
        '--memory-swap=600m',
        `--user=${process.getuid?.()}:${process.getgid?.()}`,
        '--entrypoint=node',
      ]),
    );
    expect(options.join(' ')).toMatch(/--pids-limit=\d+ /);
  });

  test('has Node’s permissions inside', () => {
    const args = containerArguments(command(), settings);
    expect(args.slice(args.indexOf('node:1') + 1)).toEqual(
      expect.arrayContaining(['--permission', `--allow-fs-write=${folder}`, '/stage/run.js']),
    );
  });

  test('gets what may be read without the right to write, and nothing that is not there', () => {
    const readable = [join(folder, 'a,b"c')];
    writeFileSync(readable[0] ?? '', '');
    const args = containerArguments({ ...command(), readable }, settings);
    const mounts = args.filter((_, index) => args[index - 1] === '--mount');
    const quoted = `${folder}/a,b""c`;
    expect(mounts).toEqual([
      `type=bind,"source=${quoted}","target=${quoted}",readonly`,
      `type=bind,source=${folder},target=${folder}`,
    ]);
  });

  test('shows no value of its environment among the arguments', () => {
    const args = containerArguments(command(), settings);
    expect(args).toContain('--env=DATABASE_URL');
    expect(args.join(' ')).not.toContain('hush');
  });

  test('is removed by its name when its time is up', async () => {
    client(`case $1 in run) exec sleep 60;; esac`);
    const result = await docker.run(command(), { timeoutMs: 300, outputBytes: 1000 });
    const [run = '', rm = ''] = calls();
    const name = /--name=(\S+)/.exec(run)?.[1];
    expect(result.end).toBe('timeout');
    expect(name).toMatch(/^specwright-/);
    expect(rm).toBe(`rm --force ${name}`);
  });

  test('that the kernel ended has used too much memory', async () => {
    client('exit 137');
    const { end } = await docker.run(command(), { timeoutMs: 5000, outputBytes: 1000 });
    expect(end).toBe('memory');
  });

  test.runIf(process.platform === 'linux')('is not used where no engine answers', async () => {
    client(`echo 'Cannot connect to the Docker daemon' >&2; exit 1`);
    expect(await docker.readiness()).toEqual({
      ready: false,
      reason: expect.stringMatching(/start Docker.*Cannot connect to the Docker daemon/),
    });
  });
});
