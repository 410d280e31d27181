import type { ProcessLimits, ProcessResult } from './run-process.ts';

/** A Node script to run where it can do no harm. Paths are absolute and real (no symbolic links). */
export interface SandboxCommand {
  readonly script: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Folders and files that may be read. */
  readonly readable: readonly string[];
  /** Folders that may be written. */
  readonly writable: readonly string[];
  /** Leave the network to Node's permissions: what is tested needs a server. */
  readonly network?: boolean;
}

/** What configuration and reports call the sandboxes by, the strongest first. */
export const sandboxNames = ['sandbox-runtime', 'docker', 'node-permission'] as const;

export type SandboxName = (typeof sandboxNames)[number];

/** A sandbox by its name, or the best that works here. */
export const sandboxChoices = ['auto', ...sandboxNames] as const;

export type SandboxChoice = (typeof sandboxChoices)[number];

/** Whether a sandbox works on this machine and, where it does not, why and what to do about it. */
export type Readiness =
  { readonly ready: true } | { readonly ready: false; readonly reason: string };

/** One way to run code that is not trusted. Each has Node's own permission model inside. */
export interface SandboxProvider {
  readonly name: SandboxName;
  /** Really tries it, once in the life of this process. */
  readiness(): Promise<Readiness>;
  /** Whether the network is closed, whatever Node's version. */
  readonly closesNetwork: boolean;
  run(command: SandboxCommand, limits: ProcessLimits): Promise<ProcessResult>;
}
