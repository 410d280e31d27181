import { ts } from 'ts-morph';
import type { CheckedFile } from './hole-program.ts';

/** A type error in a body, by offset in the file. */
export interface TypeFault {
  readonly code: 'SW4417';
  readonly message: string;
  readonly at: number;
}

/**
 * What the compiler says about the function, under the options of the service. An error in the
 * signature is the body's: `Function lacks ending return statement` is said there.
 */
export function typeErrors(
  { program, source }: CheckedFile,
  hole: ts.FunctionDeclaration,
  body: { readonly start: number; readonly end: number },
): TypeFault[] {
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    .filter(({ start = 0 }) => hole.pos <= start && start < hole.end)
    .map(({ messageText, start = 0, code }) => ({
      code: 'SW4417',
      message: `${ts.flattenDiagnosticMessageText(messageText, '\n')} (TS${code}) Mend the types; they are the contract of the function.`,
      at: Math.min(Math.max(start, body.start), body.end),
    }));
}
