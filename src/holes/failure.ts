import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** What is wrong with a body, as a model is told. */
export interface Failure {
  /** `line 3`, the name of a test, or nothing. */
  readonly where: string;
  readonly message: string;
}

/** How many earlier attempts a request shows. */
export const MAX_HISTORY = 2;

const MAX_FAILURES = 12;
const MAX_MESSAGE = 1200;

const short = (message: string): string =>
  message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)} …` : message;

/** Diagnostics of a body, at its own lines. */
export const fromDiagnostics = (diagnostics: readonly Diagnostic[], firstLine: number): Failure[] =>
  diagnostics.slice(0, MAX_FAILURES).map(({ message, location, code }) => ({
    where: location === undefined ? '' : `line ${Math.max(1, location.line - firstLine + 1)}`,
    message: short(`${message} (${code})`),
  }));

/** Failing tests with what they expected. */
export const fromTests = (
  failures: readonly { readonly name: string; readonly message: string }[],
): Failure[] =>
  failures
    .slice(0, MAX_FAILURES)
    .map(({ name, message }) => ({ where: `test «${name}»`, message: short(message) }));

/** The same failures have the same key, whatever lines they stand at. */
export const failureKey = (failures: readonly Failure[]): string =>
  failures
    .map(({ where, message }) => `${where.startsWith('line') ? '' : where} ${message}`)
    .sort()
    .join('\n');
