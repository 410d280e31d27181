import type { SandboxProvider } from './provider.ts';
import { runProcess } from './run-process.ts';

/**
 * Node's own permission model, which works wherever Node does. The script may start processes and
 * load native addons, because vitest's host needs both; the processes that it starts for the
 * service's own code get `workerPermissions` instead, which allow neither.
 */
export const nodePermission: SandboxProvider = {
  name: 'node-permission',
  available: async () => process.allowedNodeEnvironmentFlags.has('--permission'),
  run: (command, limits) =>
    runProcess(
      {
        file: process.execPath,
        args: [
          '--permission',
          '--allow-child-process',
          '--allow-addons',
          '--allow-worker',
          ...command.readable.map((path) => `--allow-fs-read=${path}`),
          ...command.writable.map((path) => `--allow-fs-read=${path}`),
          ...command.writable.map((path) => `--allow-fs-write=${path}`),
          command.script,
          ...command.args,
        ],
        cwd: command.cwd,
        env: command.env,
      },
      limits,
    ),
};

/** Flags for the processes that run the service's code: read what is named, and nothing else. */
export function workerPermissions(readable: readonly string[]): string[] {
  return ['--permission', ...readable.map((path) => `--allow-fs-read=${path}`)];
}

/** Whether this Node's permission model covers the network (from 25.0 on it does). */
export function restrictsNetwork(): boolean {
  return process.allowedNodeEnvironmentFlags.has('--allow-net');
}
