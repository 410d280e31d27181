import { resolve } from 'node:path';
import { serveMcp } from '../mcp/serve.ts';
import { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

export interface McpArguments {
  /** What tools may read and write; the working directory by default. */
  readonly folder?: string;
}

/** `specwright mcp`: serves coding agents until they go away. */
export async function mcpCommand(
  { folder = '.' }: McpArguments,
  version: string,
  { cwd }: Terminal,
  signal: AbortSignal,
): Promise<number> {
  await serveMcp(resolve(cwd, folder), version, signal);
  return ExitCode.done;
}
