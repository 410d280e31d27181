import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { jsonDiagnostic } from '../diagnostics/reporters/json.ts';
import type { GenerateResult } from '../generate-result.ts';

/** What `generate --json` prints for one service. */
export function jsonReport({
  service,
  out: _local,
  outcome,
  entities,
  operations,
  files,
  diagnostics,
  tests,
  sandbox,
  timings,
}: GenerateResult) {
  return {
    service,
    outcome,
    entities,
    operations,
    files,
    diagnostics: diagnostics.map(jsonDiagnostic),
    tests: { total: tests?.total ?? 0, passed: tests?.passed ?? 0, failed: tests?.failed ?? 0 },
    ...(sandbox !== undefined && { sandbox }),
    timings: { ...timings, total: Object.values(timings).reduce((sum, time) => sum + time, 0) },
  };
}

/** The same for a command line or a configuration that cannot be understood. */
export const jsonRefusal = (diagnostics: readonly Diagnostic[]) => ({
  service: '',
  outcome: 'usage',
  entities: [],
  operations: [],
  files: [],
  diagnostics: diagnostics.map(jsonDiagnostic),
  tests: { total: 0, passed: 0, failed: 0 },
  timings: {},
});

/** One object for one service, however it was asked for; several are in a list. */
export const printedJson = (reports: readonly object[]): string =>
  `${JSON.stringify(reports.length === 1 ? reports[0] : { services: reports }, null, 2)}\n`;
