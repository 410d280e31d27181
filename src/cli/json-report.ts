import { jsonDiagnostic } from '../diagnostics/reporters/json.ts';
import type { GenerateResult } from '../generate-result.ts';

/** What `generate --json` prints for one service. */
export function jsonReport({ service, out: _local, outcome, entities, operations, files, diagnostics, tests, timings }: GenerateResult) {
  return {
    service,
    outcome,
    entities,
    operations,
    files,
    diagnostics: diagnostics.map(jsonDiagnostic),
    tests: { total: tests?.total ?? 0, passed: tests?.passed ?? 0, failed: tests?.failed ?? 0 },
    timings: { ...timings, total: Object.values(timings).reduce((sum, time) => sum + time, 0) },
  };
}

/** One object for one service, however it was asked for; several are in a list. */
export const printedJson = (reports: readonly object[]): string =>
  `${JSON.stringify(reports.length === 1 ? reports[0] : { services: reports }, null, 2)}\n`;
