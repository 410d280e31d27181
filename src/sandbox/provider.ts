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
}

/** What reports call a sandbox by. */
export type SandboxName = 'node-permission';

/** One way to run code that is not trusted. */
export interface SandboxProvider {
  readonly name: SandboxName;
  /** Whether it works on this machine. */
  available(): Promise<boolean>;
  run(command: SandboxCommand, limits: ProcessLimits): Promise<ProcessResult>;
}
