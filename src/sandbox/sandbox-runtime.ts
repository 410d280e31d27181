import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { findPackage } from './link-modules.ts';
import { permissionArguments } from './node-permission.ts';
import type { Readiness, SandboxProvider } from './provider.ts';
import { runProcess, type ProcessLimits, type ProcessResult } from './run-process.ts';

const PACKAGE = '@anthropic-ai/sandbox-runtime';

/**
 * Namespaces of the kernel on Linux (bubblewrap), Seatbelt on macOS: what runs there sees the
 * folders that it is given and no network at all, whatever Node lets through.
 */
export const sandboxRuntime: SandboxProvider = {
  name: 'sandbox-runtime',
  closesNetwork: true,
  readiness: () => (readiness ??= tryOut()),
  run: ({ cwd, env, readable, writable, network, ...script }, limits) =>
    runConfined(
      [process.execPath, ...permissionArguments({ cwd, env, readable, writable, ...script })],
      { cwd, env, readable, writable, network: network === true },
      limits,
    ),
};

let readiness: Promise<Readiness> | undefined;

interface Confinement {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly readable: readonly string[];
  readonly writable: readonly string[];
  readonly network: boolean;
}

/**
 * Runs a program in the kernel's confinement alone. One shell starts the wrapper; another, inside,
 * becomes the program.
 */
export async function runConfined(
  argv: readonly string[],
  { cwd, env, readable, writable, network }: Confinement,
  limits: ProcessLimits,
): Promise<ProcessResult> {
  // Loaded when it is needed: it brings proxies and a schema library along.
  const { SandboxManager } = await import('@anthropic-ai/sandbox-runtime');
  const shell = '/bin/sh';
  const wrapped = await SandboxManager.wrapWithSandbox(
    // The wrapper needs the path to find its programs; what is wrapped does not see it.
    `unset PATH PWD OLDPWD SHLVL _; exec ${argv.map(quoted).join(' ')}`,
    shell,
    {
      // It has not been initialised, so there is no proxy, and no way out at all.
      ...(!network && { network: { allowedDomains: [], deniedDomains: [] } }),
      filesystem: {
        denyRead: ['/', '/sys'],
        allowRead: [...SYSTEM, ...ownFiles(), ...readable.flatMap((path) => round(path, writable))]
          .filter((path) => existsSync(path))
          .map(literally),
        allowWrite: writable.map(literally),
        denyWrite: [],
      },
    },
    limits.signal,
  );
  try {
    const { PATH = '' } = process.env;
    return await runProcess(
      { file: shell, args: ['-c', wrapped], cwd, env: { ...env, PATH } },
      limits,
    );
  } finally {
    SandboxManager.cleanupAfterCommand();
  }
}

/** What programs need to start: libraries and shells, no settings and nobody's files. */
const SYSTEM = [
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib64',
  '/nix/store',
  '/etc/ld.so.cache',
  '/System',
  '/Library',
  '/private/var/db/dyld',
  '/opt/homebrew',
];

/** Node itself, and the helper that keeps local sockets from being opened. */
function ownFiles(): string[] {
  const installed = findPackage(PACKAGE);
  const helpers =
    installed === undefined ? [] : [join(realpathSync(installed), 'vendor', 'seccomp')];
  return [realpathSync(process.execPath), ...helpers];
}

/** Runs what is quickest of Node, confined as the tests will be. */
async function tryOut(): Promise<Readiness> {
  if (process.platform !== 'linux' && process.platform !== 'darwin') {
    return { ready: false, reason: 'It is for Linux and macOS.' };
  }
  const cwd = dirname(realpathSync(process.execPath));
  const confinement = { cwd, env: {}, readable: [cwd], writable: [], network: false };
  const limits = { timeoutMs: 5000, outputBytes: 10_000 };
  try {
    const argv = [process.execPath, '--version'];
    const { end, exitCode, stderr } = await runConfined(argv, confinement, limits);
    if (exitCode === 0) return { ready: true };
    const printed = stderr.trim().split('\n').at(-1) ?? '';
    return failed(end === 'exited' ? printed || `exit code ${exitCode}` : `limit: ${end}`);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

const failed = (why: string): Readiness => ({
  ready: false,
  reason: `${ADVICE} A trial ended with «${why}».`,
});

const ADVICE =
  process.platform === 'linux'
    ? 'It needs bubblewrap and which (apt-get install bubblewrap, dnf install bubblewrap which) and a kernel that lets users make namespaces.'
    : 'It needs sandbox-exec, which macOS has.';

/**
 * A readable path, taken apart so far that no writable folder lies in a part: the wrapper would
 * make that read-only too.
 */
function round(path: string, writable: readonly string[]): string[] {
  if (writable.includes(path)) return [];
  if (!writable.some((folder) => folder.startsWith(path + sep))) return [path];
  return readdirSync(path).flatMap((name) => round(join(path, name), writable));
}

const literally = (path: string) => ({ path, literal: true }) as const;

/** One word of a POSIX shell, whatever is in it. */
const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
