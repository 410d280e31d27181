import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { sourceFrame } from '../diagnostics/frame.ts';
import type { TestLimits, TestRun } from './run-tests.ts';
import type { TestFailure } from './test-report.ts';

/** What a run of the tests has to say: nothing, if all passed. */
export function testDiagnostics(
  run: TestRun,
  texts: ReadonlyMap<string, string>,
  limits: TestLimits,
): Diagnostic[] {
  const found = run.report.failures.map((failure) => failed(failure, texts));
  found.push(
    ...run.errors.map((message) => diagnostic('SW5207', 'error', `Outside any test: ${message}`)),
  );
  const early = endedEarly(run, limits);
  if (early !== undefined) found.push(early);
  if (early === undefined && found.length === 0 && run.report.total === 0) {
    found.push(diagnostic('SW5203', 'warning', 'The service has no tests; nothing was proven.'));
  }
  return found;
}

function failed(failure: TestFailure, texts: ReadonlyMap<string, string>): Diagnostic {
  const location = failure.at ?? { file: failure.file, line: 1, column: 1 };
  const text = failure.at && texts.get(location.file);
  const frame = text === undefined ? undefined : sourceFrame(text, location);
  return failure.name === ''
    ? diagnostic(
        'SW5202',
        'error',
        `${failure.file} cannot be run: ${failure.message}`,
        location,
        frame,
      )
    : diagnostic('SW5201', 'error', `«${failure.name}» fails: ${failure.message}`, location, frame);
}

function endedEarly(run: TestRun, limits: TestLimits): Diagnostic | undefined {
  const where = run.unfinished.length > 0 ? ` Not finished: ${list(run.unfinished)}.` : '';
  switch (run.end) {
    case 'timeout':
      return diagnostic(
        'SW5204',
        'error',
        `The tests were stopped after ${limits.timeoutMs} ms.${where}`,
      );
    case 'memory':
      return diagnostic(
        'SW5205',
        'error',
        `The tests were stopped at ${limits.memoryMb} MB of memory.${where}`,
      );
    case 'output':
      return diagnostic(
        'SW5206',
        'error',
        `The tests were stopped after printing ${limits.outputBytes} bytes.${where}`,
      );
    case 'aborted':
    case 'exited':
      break;
  }
  if (run.complete && run.unfinished.length === 0) return undefined;
  const printed = lastLines(run.process.stderr || run.process.stdout);
  return /heap out of memory|Reached heap limit/.test(run.process.stderr)
    ? diagnostic(
        'SW5205',
        'error',
        `A test process ran out of its share of ${limits.memoryMb} MB.${where}`,
      )
    : diagnostic('SW5207', 'error', `The tests ended before their end.${where}${printed}`);
}

/** The first few, so that a message stays a message. */
function list(files: readonly string[]): string {
  const rest = files.length > 5 ? ` and ${files.length - 5} more` : '';
  return files.slice(0, 5).join(', ') + rest;
}

function lastLines(text: string): string {
  const lines = text.trim().split('\n').slice(-12).join('\n').slice(-2000);
  return lines === '' ? '' : `\n${lines}`;
}
