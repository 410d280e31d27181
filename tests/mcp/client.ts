import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { onTestFinished } from 'vitest';
import { main } from '../cli/run-cli.ts';

export interface Answer {
  readonly isError: boolean;
  readonly text: string;
}

/** Starts `specwright mcp` as an editor does, and speaks with it through the SDK's own client. */
export async function connect(folder: string, era: 'legacy' | 'auto' = 'auto') {
  const client = new Client(
    { name: 'test-agent', version: '1.0.0' },
    { versionNegotiation: { mode: era } },
  );
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [main, 'mcp', '--folder', folder],
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', SPECWRIGHT_CACHE: 'off' },
    stderr: 'pipe',
  });
  onTestFinished(() => client.close());
  await client.connect(transport);
  const call = async (name: string, args: Record<string, unknown>): Promise<Answer> => {
    const result = await client.callTool({ name, arguments: args }, { timeout: 100_000 });
    const [first] = result.content;
    return { isError: result.isError === true, text: first?.type === 'text' ? first.text : '' };
  };
  return { client, transport, call };
}
