import type { Readiness, SandboxCommand, SandboxProvider } from './provider.ts';
import { runProcess } from './run-process.ts';

/** Node's own permission model, which works wherever Node does. */
export const nodePermission: SandboxProvider = {
  name: 'node-permission',
  closesNetwork: restrictsNetwork(),
  readiness: async (): Promise<Readiness> =>
    process.allowedNodeEnvironmentFlags.has('--permission')
      ? { ready: true }
      : {
          ready: false,
          reason: `${process.version} has no permission model. Use Node 24 or later.`,
        },
  run: (command, limits) =>
    runProcess(
      {
        file: process.execPath,
        args: permissionArguments(command),
        cwd: command.cwd,
        env: command.env,
      },
      limits,
    ),
};

/**
 * Node's arguments for a sandboxed script, in this sandbox and inside every other. The script may
 * start processes and load native addons, because vitest's host needs both; the processes that it
 * starts for the service's own code get `workerPermissions` instead, which allow neither.
 */
export function permissionArguments(command: SandboxCommand): string[] {
  return [
    '--permission',
    '--allow-child-process',
    '--allow-addons',
    '--allow-worker',
    ...command.readable.map((path) => `--allow-fs-read=${path}`),
    ...command.writable.map((path) => `--allow-fs-read=${path}`),
    ...command.writable.map((path) => `--allow-fs-write=${path}`),
    command.script,
    ...command.args,
  ];
}

/** Flags for the processes that run the service's code: read what is named, and nothing else. */
export function workerPermissions(readable: readonly string[]): string[] {
  return ['--permission', ...readable.map((path) => `--allow-fs-read=${path}`)];
}

/** Whether this Node's permission model covers the network (from 25.0 on it does). */
export function restrictsNetwork(): boolean {
  return process.allowedNodeEnvironmentFlags.has('--allow-net');
}
