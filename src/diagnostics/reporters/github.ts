import type { Diagnostic, Severity } from '../diagnostic.ts';
import { codes } from '../codes.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/** Workflow commands of GitHub Actions: each finding becomes an annotation at its line. */
export const githubReport = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics.map((diagnostic) => `${command(diagnostic)}\n`).join('');

function command({ code, severity, message, location }: Diagnostic): string {
  const place = location
    ? [
        ['file', location.file],
        ['line', location.line],
        ['col', location.column],
      ]
    : [];
  const properties = [...place, ['title', `${code} ${codes[code]}`]]
    .map(([name, value]) => `${name}=${property(String(value))}`)
    .join(',');
  return `::${COMMANDS[severity]} ${properties}::${data(message)}`;
}

/** Escapes as @actions/core does: without it, text could end the command and start another. */
const data = (text: string): string =>
  text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
