import type { CallToolResult } from '@modelcontextprotocol/server';
import { refusalOf } from '../api/refusal.ts';
import { ConfigError } from '../config/config-error.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { jsonDiagnostic } from '../diagnostics/reporters/json.ts';
import { terminalReport } from '../diagnostics/reporters/terminal.ts';

/** A result as data, with its findings as programs read them. */
export const answer = (
  value: Readonly<Record<string, unknown>>,
  diagnostics: readonly Diagnostic[] = [],
  isError = false,
): CallToolResult => ({
  content: [
    {
      type: 'text',
      text: JSON.stringify({ ...value, diagnostics: diagnostics.map(jsonDiagnostic) }, null, 2),
    },
  ],
  ...(isError && { isError }),
});

/** Why nothing was done, for the one who asked. */
export const refusal = (diagnostics: readonly Diagnostic[]): CallToolResult => ({
  content: [{ type: 'text', text: terminalReport(diagnostics, { isTTY: false }) }],
  isError: true,
});

/** Turns what the caller can put right into an answer; a fault is thrown on. */
export async function answering(work: () => Promise<CallToolResult>): Promise<CallToolResult> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ConfigError) return refusal(error.diagnostics);
    return refusal(refusalOf(error).diagnostics);
  }
}
