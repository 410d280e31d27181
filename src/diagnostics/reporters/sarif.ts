import { codes, type DiagnosticCode } from '../codes.ts';
import type { Diagnostic, Severity, SourceLocation } from '../diagnostic.ts';

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** A SARIF 2.1.0 log, as code scanning services read it. */
export function sarifReport(diagnostics: readonly Diagnostic[], toolVersion: string): string {
  const rules = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Specwright', version: toolVersion, rules: rules.map(rule) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => result(diagnostic, rules)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const rule = (code: DiagnosticCode) => ({ id: code, shortDescription: { text: codes[code] } });

const result = (
  { code, severity, message, location }: Diagnostic,
  rules: readonly DiagnosticCode[],
) => ({
  ruleId: code,
  ruleIndex: rules.indexOf(code),
  level: LEVELS[severity],
  message: { text: message },
  ...(location && { locations: [{ physicalLocation: physical(location) }] }),
});

/** `artifactLocation.uri` is a URI reference (SARIF 2.1.0, section 3.4.3). */
const physical = ({ file, line, column }: SourceLocation) => ({
  artifactLocation: {
    uri: /^https?:/.test(file) ? file : file.split('/').map(encodeURIComponent).join('/'),
  },
  region: { startLine: line, startColumn: column },
});
