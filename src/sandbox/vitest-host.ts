import { appendFileSync, globSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import {
  startVitest,
  type CliOptions,
  type Reporter,
  type TestCase,
  type TestModule,
} from 'vitest/node';
import type { HostEvent, HostRequest, TestFailure } from './test-report.ts';

// Started by `run-tests.ts` as a process of its own, never imported.

const request = JSON.parse(process.argv[2] ?? '{}') as HostRequest;

const write = (event: HostEvent): void =>
  appendFileSync(request.report, `${JSON.stringify(event)}\n`);

const reporter: Reporter = {
  onTestModuleQueued: (module) => write({ event: 'started', file: pathOf(module.moduleId) }),
  onTestModuleEnd: (module) => write(summary(module)),
  onTestRunEnd(_modules, errors) {
    for (const { message } of errors) write({ event: 'error', message });
  },
};

const TESTS = 'tests/**/*.test.ts';

/**
 * How many files share the processes of one round. Node never forgets a module, so that each file
 * keeps the service that it has built.
 */
const FILES_A_ROUND = 24;

const options: CliOptions = {
  root: request.root,
  // A configuration file would run here, outside the worker's permissions.
  config: false,
  watch: false,
  api: false,
  cache: false,
  passWithNoTests: true,
  include: [TESTS],
  reporters: [reporter],
  pool: 'forks',
  execArgv: [...request.execArgv],
  // One process for many files: starting one for each costs 0.5 s a file (see docs/architecture.md).
  isolate: false,
  ...(request.workers !== undefined && { maxWorkers: request.workers }),
  ...(request.testNamePattern !== undefined && { testNamePattern: request.testNamePattern }),
  // A busy machine takes its time to compile what a first request needs; the whole run has a limit.
  testTimeout: 15_000,
  hookTimeout: 30_000,
  // Printed at once instead of collected, so that a flood meets the limit on output.
  disableConsoleIntercept: true,
  // Node imports the files itself, under the worker's permissions: with Vite's runner the host
  // would read what the worker may not (`import text from '/etc/passwd?raw'`).
  experimental: { viteModuleRunner: false },
};
const files = request.files ?? globSync(TESTS, { cwd: request.root }).sort();
for (let first = 0; first < files.length; first += FILES_A_ROUND) {
  // A filter is any part of a path; a whole path is no part of another one.
  const round = files.slice(first, first + FILES_A_ROUND).map((file) => join(request.root, file));
  const vitest = await startVitest('test', round, options);
  await vitest?.close();
}
write({ event: 'done' });

function summary(module: TestModule): HostEvent {
  const file = pathOf(module.moduleId);
  const cases = [...module.children.allTests()];
  const failures = cases
    .filter((test) => test.result().state === 'failed')
    .map((test) => failureOf(file, test));
  for (const error of [...module.errors(), ...suiteErrors(module)]) {
    failures.push({ file, name: '', message: error.message, ...placeOf(error) });
  }
  const passed = cases.filter((test) => test.result().state === 'passed').length;
  const failed = cases.filter((test) => test.result().state === 'failed').length;
  return { event: 'ended', file, passed, skipped: cases.length - passed - failed, failures };
}

/** What a `beforeAll` or `afterAll` threw: it belongs to a group, not to a test. */
function suiteErrors(module: TestModule): TestFailureError[] {
  return [...module.children.allSuites()].flatMap((suite) => suite.errors());
}

function failureOf(file: string, test: TestCase): TestFailure {
  const [error] = test.result().errors ?? [];
  const message = [error?.message ?? 'no reason given', error?.diff]
    .filter((part) => part !== undefined)
    .join('\n');
  return { file, name: test.fullName, message, ...(error && placeOf(error)) };
}

type TestFailureError = ReturnType<TestModule['errors']>[number];

/** The innermost frame of the stack that lies in the service itself. */
function placeOf(error: TestFailureError): Pick<TestFailure, 'at'> {
  const frame = error.stacks?.find(
    ({ file }) => file.startsWith(request.root) && !file.includes('/node_modules/'),
  );
  return frame ? { at: { file: pathOf(frame.file), line: frame.line, column: frame.column } } : {};
}

function pathOf(file: string): string {
  return relative(request.root, file).split(sep).join('/');
}
