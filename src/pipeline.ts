import type { ServiceProject } from './config/project.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { type GenerateOptions, type GenerateResult, RunStopped } from './generate-result.ts';
import type { ServiceModel } from './model/types.ts';
import type { Inference } from './model/infer-model.ts';
import type { Capability } from './model/options.ts';
import { Run } from './run.ts';
import type { SourceFile } from './scaffold/source-file.ts';
import type { SpecDocument } from './spec/document.ts';
import type { ServicePlan } from './workspace/plan-service.ts';
import type { TextCache } from './workspace/run-cache.ts';

/**
 * From a description to a written service: the whole of Specwright, top to bottom. Each stage is a
 * function from plain data to plain data, loaded when it is its turn. Nothing is written before
 * the last one, and what that writes is what the checks have seen.
 */
export async function generate(
  project: ServiceProject,
  options: GenerateOptions,
): Promise<GenerateResult> {
  const run = new Run(project, options);
  try {
    const nothingToDo = await run.stage('compare', () => run.recall());
    if (nothingToDo !== undefined) return nothingToDo;
    if (run.isTesting) await trySandbox(project);
    await startReader();

    const document = await run.stage('read', () => read(project, run.reading));
    const { model, diagnostics } = await run.stage('infer', () => infer(document, project));
    run.describe(model, [...document.diagnostics, ...diagnostics]);
    const cache = await run.remember(model);

    const pristine = await run.stage('render', () => render(model, document, project, cache));
    await readAhead(pristine, cache);

    return await run.inFolder(async (folder) => {
      const migrations = await run.stage('migrate', () => migrate(model, document, run));
      run.report(migrations.diagnostics);
      const plan = await run.stage('plan', () => run.plan(pristine, migrations, document));
      run.report(plan.diagnostics);
      if (!plan.hasConflicts) await run.stage('verify', () => verify(plan, cache));
      if (run.isChecking(plan)) await run.stage('check', () => check(plan, run));
      if (run.isWriting) await run.stage('write', () => folder.write(plan));
      return run.finish(plan);
    });
  } catch (error) {
    return run.stopped(error);
  } finally {
    run.end();
  }
}

/** One that was asked for by name is tried before any work; which one is best can wait. */
async function trySandbox({ sandbox }: ServiceProject): Promise<void> {
  if (sandbox === 'auto') return;
  const { chooseSandbox } = await import('./sandbox/choose.ts');
  const chosen = await chooseSandbox(sandbox);
  if (!chosen.ok) throw new RunStopped('unusable', [chosen.diagnostic]);
}

export async function read(
  project: ServiceProject,
  { signal, onRead }: Pick<GenerateOptions, 'signal' | 'onRead'> = {},
): Promise<SpecDocument> {
  const { readSpec } = await import('./spec/read-spec.ts');
  const result = await readSpec(project.spec, { ...project, signal, onRead });
  if (!result.ok) throw new RunStopped('invalid', result.diagnostics);
  return result.document;
}

/** What the templates can do beyond what every pack must. */
export const SUPPORTS: readonly Capability[] = [
  'form-bodies',
  'files',
  'streams',
  'xml',
  'json-patch',
  'spelled-values',
  'query-scopes',
  'searches',
];

export async function infer(document: SpecDocument, { name, strict, hooks }: ServiceProject) {
  const { inferModel } = await import('./model/infer-model.ts');
  const inference = inferModel(document, { hooks, supports: SUPPORTS });
  if (strict) await refuseIgnored(inference, document);
  const { model, diagnostics } = inference;
  return { model: name === undefined ? model : { ...model, name }, diagnostics };
}

/** Who asks to be strict wants no keyword of the description to be without effect. */
async function refuseIgnored(inference: Inference, document: SpecDocument): Promise<void> {
  const [{ coverageOf }, { ignoredFindings }] = await Promise.all([
    import('./model/keywords/coverage.ts'),
    import('./model/keywords/ignored.ts'),
  ]);
  const ignored = ignoredFindings(coverageOf(inference, document), document);
  if (ignored.length > 0) throw new RunStopped('invalid', ignored);
}

export async function render(
  model: ServiceModel,
  document: SpecDocument,
  project: ServiceProject,
  cache?: TextCache,
): Promise<SourceFile[]> {
  const { renderService } = await import('./scaffold/render-service.ts');
  const { api, workflows } = document;
  try {
    return await renderService(model, api, { ...project, workflows, cache });
  } catch (error) {
    const { PackError } = await import('./scaffold/pack/pack-error.ts');
    if (!(error instanceof PackError)) throw error;
    throw new RunStopped('unusable', [error.diagnosticIn(project.cwd)]);
  }
}

/** From the database of the last generation to that of this one. */
export async function migrate(model: ServiceModel, document: SpecDocument, run: Run) {
  const { planMigrations } = await import('./service-migrations.ts');
  return planMigrations(model, document, run.migration);
}

/** The parser is loaded on a thread of its own, meanwhile. */
async function startReader(): Promise<void> {
  const reader = await import('./verify/reader.ts');
  reader.startReader();
}

/** What will hardly be changed by edits is parsed while the folder is looked at. */
async function readAhead(pristine: readonly SourceFile[], cache: TextCache): Promise<void> {
  const files = await import('./verify/read-files.ts');
  files.readAhead(pristine, cache);
}

/** Syntax and policy of what is generated, edits included. */
async function verify({ tree, own, edited }: ServicePlan, cache: TextCache): Promise<void> {
  const { verifyFiles } = await import('./verify/verify-files.ts');
  stopOnErrors(await verifyFiles(tree, { own, edited, cache }));
}

/** Types and tests of the whole service, in a sandbox. */
async function check({ tree, own }: ServicePlan, run: Run): Promise<void> {
  const { checkService } = await import('./sandbox/check-service.ts');
  const { diagnostics, tests, sandbox } = await checkService([...tree, ...own], run.checks);
  if (tests !== undefined) run.tests = tests;
  run.sandbox = sandbox;
  stopOnErrors(diagnostics);
  run.report(diagnostics);
}

function stopOnErrors(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.some(({ severity }) => severity === 'error'))
    throw new RunStopped('failed', diagnostics);
}
