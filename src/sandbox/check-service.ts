import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../scaffold/source-file.ts';
import { type ChosenSandbox, chooseSandbox } from './choose.ts';
import { linkModules } from './link-modules.ts';
import { plainModules, type PlainModules } from './plain-modules.ts';
import type { SandboxChoice, SandboxName } from './provider.ts';
import {
  DEFAULT_MEMORY_MB,
  runTests,
  type TestLimits,
  type TestRun,
  type TestSelection,
} from './run-tests.ts';
import { servicePackages } from './service-packages.ts';
import { stageFiles, type Stage } from './stage.ts';
import { testDiagnostics } from './test-diagnostics.ts';
import type { TestReport } from './test-report.ts';
import { typecheck } from './typecheck.ts';

export interface CheckOptions extends TestSelection {
  readonly typecheck: boolean;
  readonly test: boolean;
  /** More `node_modules` folders to look in, before Specwright's own; the service's, for example. */
  readonly modules?: readonly string[];
  /** Where the tests run; `auto` unless told. */
  readonly sandbox?: SandboxChoice;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly memoryMb?: number;
  readonly outputBytes?: number;
}

export interface CheckResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent when no tests were asked for, or none could be started. */
  readonly tests?: TestReport;
  /** The one that the tests ran in, if they did. */
  readonly sandbox?: SandboxName;
}

type TestedIn = Extract<ChosenSandbox, { ok: true }> & { readonly run: TestRun };

/**
 * Type-checks a service and runs its tests, in a temporary folder that is gone afterwards and in
 * processes that can read it and their packages, and do nothing else.
 *
 * @throws the signal's reason when it aborts
 */
export async function checkService(
  files: readonly SourceFile[],
  options: CheckOptions,
): Promise<CheckResult> {
  options.signal?.throwIfAborted();
  const limits: TestLimits = {
    timeoutMs: options.timeoutMs ?? timeFor(files),
    memoryMb: options.memoryMb ?? DEFAULT_MEMORY_MB,
    outputBytes: options.outputBytes ?? 4 * 2 ** 20,
    ...(options.signal && { signal: options.signal }),
  };
  const stage = await stageFiles(files);
  try {
    const plain = options.test ? await plainModules(files) : undefined;
    if (!plain) return await checkStages({ types: stage, tests: stage }, files, options, limits);
    const tests = await stageFiles(plain.files);
    try {
      const stages = { types: stage, tests, originOf: plain.originOf };
      return await checkStages(stages, files, options, limits);
    } finally {
      await tests.remove();
    }
  } finally {
    await stage.remove();
  }
}

/** Where the types are checked, and where the tests run: the same, if Node can import it as it is. */
interface Stages {
  readonly types: Stage;
  readonly tests: Stage;
  /** Where the text comes from that the tests run, if it is not the service's own. */
  readonly originOf?: PlainModules['originOf'];
}

/** Two minutes, and a few seconds for each file of tests: a large service has more to run. */
export const timeFor = (files: readonly SourceFile[]): number =>
  120_000 + 3_000 * files.filter(({ path }) => path.endsWith('.test.ts')).length;

async function checkStages(
  { types: typesStage, tests: testsStage, originOf }: Stages,
  files: readonly SourceFile[],
  options: CheckOptions,
  limits: TestLimits,
): Promise<CheckResult> {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const packages = servicePackages(texts);
  const linked = await linkModules(typesStage.service, packages, options.modules);
  if (testsStage !== typesStage) await linkModules(testsStage.service, packages, options.modules);
  const diagnostics = linked.missing.filter((name) => !isTool(name, texts)).map(missing);
  const [types, tests] = await Promise.all([
    options.typecheck ? typecheck(typesStage, texts, limits) : [],
    options.test ? test(testsStage, linked.roots, limits, options) : undefined,
  ]);
  options.signal?.throwIfAborted();

  diagnostics.push(...types);
  if (tests?.ok === false) diagnostics.push(tests.diagnostic);
  if (tests?.ok !== true) return { diagnostics };
  const { provider } = tests;
  const run = originOf ? tracedTo(tests.run, originOf) : tests.run;
  if (!provider.closesNetwork) diagnostics.push(openNetwork());
  diagnostics.push(...testDiagnostics(run, texts, limits));
  return { diagnostics, sandbox: provider.name, tests: run.report };
}

async function test(
  stage: Stage,
  roots: readonly string[],
  limits: TestLimits,
  { sandbox = 'auto', files, testNamePattern, databaseUrl }: CheckOptions,
): Promise<TestedIn | Extract<ChosenSandbox, { ok: false }>> {
  const chosen = await chooseSandbox(sandbox);
  if (!chosen.ok) return chosen;
  const run = await runTests(stage, roots, chosen.provider, limits, {
    ...(files && { files }),
    ...(testNamePattern !== undefined && { testNamePattern }),
    ...(databaseUrl !== undefined && { databaseUrl }),
  });
  return { ...chosen, run };
}

/** The same run with its failures told in the service's own text. */
function tracedTo(run: TestRun, originOf: PlainModules['originOf']): TestRun {
  const failures = run.report.failures.map((failure) =>
    failure.at ? { ...failure, at: originOf(failure.at) } : failure,
  );
  return { ...run, report: { ...run.report, failures } };
}

/** Whether a package is one to develop with, which no file imports: what is checked needs none. */
function isTool(name: string, texts: ReadonlyMap<string, string>): boolean {
  const manifest = JSON.parse(texts.get('package.json') ?? '{}') as { dependencies?: object };
  if (Object.hasOwn(manifest.dependencies ?? {}, name)) return false;
  return ![...texts].some(
    ([path, text]) =>
      path.endsWith('.ts') &&
      [`'${name}'`, `'${name}/`].some((specifier) => text.includes(specifier)),
  );
}

const missing = (name: string): Diagnostic =>
  diagnostic(
    'SW5001',
    'warning',
    `The service names the package ${name}, which is not installed here: what imports it cannot be checked. Run npm install in the service and check again.`,
  );

const openNetwork = (): Diagnostic =>
  diagnostic(
    'SW5003',
    'warning',
    `The permission model of ${process.version} does not cover the network: tests could reach it. Use Node 25 or later.`,
  );
