import { join, resolve } from 'node:path';
import type { ServiceProject } from './config/project.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import {
  type GenerateOptions,
  type GenerateResult,
  type Outcome,
  RunStopped,
  type Stage,
  type TestSummary,
} from './generate-result.ts';
import type { ServiceModel } from './model/types.ts';
import { lockedPack, outputOptions, ownCode, runFingerprint } from './run-fingerprint.ts';
import { isAtRest, statesNow } from './run-states.ts';
import type { SandboxName } from './sandbox/provider.ts';
import type { SourceFile } from './scaffold/source-file.ts';
import type { MigrationOptions, ServiceMigrations } from './service-migrations.ts';
import type { SpecDocument } from './spec/document.ts';
import { contentHash } from './workspace/content-hash.ts';
import { readLastRun, rememberRun } from './workspace/last-run.ts';
import { readLock } from './workspace/lockfile.ts';
import type { PlannedFile } from './workspace/plan.ts';
import type { ServicePlan } from './workspace/plan-service.ts';
import type { RunCache, TextCache } from './workspace/run-cache.ts';
import { WorkspaceError } from './workspace/workspace-error.ts';
import { isUnfinished } from './workspace/unfinished.ts';
import type { Workspace } from './workspace/workspace.ts';

/** What a run says of a service; remembered for a next run that has nothing to do. */
type Summary = Omit<GenerateResult, 'outcome' | 'out' | 'timings'>;

/** The state of one run: what it was asked, how long its stages took, what it has found so far. */
export class Run {
  tests: TestSummary | undefined;
  sandbox: SandboxName | undefined;
  readonly #project: ServiceProject;
  readonly #options: GenerateOptions;
  readonly #timings: Record<string, number> = {};
  readonly #diagnostics: Diagnostic[] = [];
  #described: Pick<Summary, 'service' | 'entities' | 'operations'> = {
    service: '',
    entities: [],
    operations: [],
  };
  #files: readonly PlannedFile[] = [];
  #model: ServiceModel | undefined;
  /** What was fetched may be another text the next time, which only another run can tell. */
  #isRemote = false;
  #cache: RunCache | undefined;
  /** Hashes of the files that the description was read from, by their absolute paths. */
  readonly #read = new Map<string, string>();
  /** Folders of packs that are npm packages. */
  #packages: readonly string[] = [];

  /** What this run has been made with, whatever becomes of the files meanwhile. */
  readonly #code = ownCode();

  constructor(project: ServiceProject, options: GenerateOptions) {
    this.#project = project;
    this.#options = options;
  }

  get isWriting(): boolean {
    return this.#options.dryRun !== true && this.#options.check !== true;
  }

  get isTesting(): boolean {
    return this.isWriting && this.#project.test;
  }

  /**
   * Checks cost the most: not for a dry run, and not for a tree that a person must look at first.
   * Without tests, types are checked only where a person's text stands: the generated text alone is
   * held by the tests of its templates.
   */
  isChecking({ hasConflicts, edited, own }: ServicePlan): boolean {
    if (!this.isWriting || hasConflicts || this.#options.quick === true) return false;
    return this.#project.test || edited.size > 0 || own.some(({ path }) => path.endsWith('.ts'));
  }

  get checks() {
    const { signal } = this.#options;
    const modules = [join(this.#project.out, 'node_modules')];
    const { test, sandbox } = this.#project;
    return { typecheck: true, test, sandbox, modules, ...(signal && { signal }) };
  }

  /** What decides the migrations besides the models. */
  get migration(): MigrationOptions {
    const { allowDestructive = false, renames = [] } = this.#options;
    return { service: this.#project.out, allowDestructive, renames };
  }

  /** Runs one stage: says so, takes its time, and does not begin it once the run is to stop. */
  async stage<Result>(name: Stage, work: () => Promise<Result>): Promise<Result> {
    this.#options.signal?.throwIfAborted();
    this.#options.onProgress?.(name);
    const start = process.hrtime.bigint();
    try {
      return await work();
    } finally {
      this.#timings[name] = Number((process.hrtime.bigint() - start) / 1_000_000n);
    }
  }

  /** The result of the last run, if nothing at all has changed since. */
  async recall(): Promise<GenerateResult | undefined> {
    const { out, test } = this.#project;
    if (this.#options.fresh === true || isUnfinished(out)) return undefined;
    const lock = readLock(out);
    if (lock === undefined && this.#options.force !== true) {
      const { refuseForeign } = await import('./workspace/refuse-foreign.ts');
      refuseForeign(out);
    }
    if (lock === undefined || lock.conflicts.length > 0) return undefined;
    if (Object.keys(lock.orphans).length > 0) return undefined;
    if (this.#options.restore === true && lock.deleted.length > 0) return undefined;
    const last = readLastRun<Summary>(out);
    if (last === undefined || (test && this.isWriting && !last.isTested)) return undefined;
    if (last.fingerprint !== runFingerprint(this.#project, this.#code)) return undefined;
    if (!isAtRest(out, lock, last, this.isWriting)) return undefined;
    return { ...last.summary, outcome: 'unchanged', out, timings: this.#timings };
  }

  /** Opens what earlier runs on a service of this name have worked out. */
  async remember(model: ServiceModel): Promise<TextCache> {
    const { openCache } = await import('./open-cache.ts');
    this.#cache = openCache(model.name, this.#code);
    return this.#cache;
  }

  /** What the description was read from is kept: its files may say something else by the end. */
  get reading() {
    const { signal, onRead } = this.#options;
    return {
      signal,
      onRead: (path: string, bytes: Uint8Array | undefined) => {
        if (bytes !== undefined) this.#read.set(path, contentHash(bytes));
        onRead?.(path, bytes);
      },
    };
  }

  describe(model: ServiceModel, diagnostics: readonly Diagnostic[]): void {
    this.report(diagnostics);
    this.#model = model;
    this.#described = {
      service: model.name,
      entities: model.entities.map(({ name }) => name),
      operations: model.resources
        .flatMap(({ operations }) => operations)
        .map(({ id, method, path, kind, status, reason }) => ({
          id,
          method,
          path,
          kind,
          status,
          ...(reason !== undefined && { reason }),
        })),
    };
  }

  report(diagnostics: readonly Diagnostic[]): void {
    this.#diagnostics.push(...diagnostics);
  }

  /** Has the service's folder to itself, unless nothing is to be written anyway. */
  async inFolder(
    work: (folder: Pick<Workspace, 'write'>) => Promise<GenerateResult>,
  ): Promise<GenerateResult> {
    if (!this.isWriting)
      return work({ write: () => Promise.reject(new Error('A dry run writes nothing.')) });
    const { signal, onProgress } = this.#options;
    const { out, cwd } = this.#project;
    const { withWorkspace } = await import('./workspace/workspace.ts');
    const onWait = (pid: number) =>
      onProgress?.('plan', `waiting for another run (process ${pid}) on this folder`);
    return withWorkspace(out, { cwd, onWait, ...(signal && { signal }) }, async (workspace) => {
      this.report(workspace.diagnostics);
      return work(workspace);
    });
  }

  async plan(
    pristine: readonly SourceFile[],
    migrations: Pick<ServiceMigrations, 'files' | 'schema'>,
    document: SpecDocument,
  ): Promise<ServicePlan> {
    const [
      { planService },
      { hashInputs },
      { generatorName },
      { loadPack },
      { mergeFile },
      { renamesOf },
      { unmoved },
      { withFilled },
      { outdatedTemplates },
    ] = await Promise.all([
      import('./workspace/plan-service.ts'),
      import('./workspace/inputs.ts'),
      import('./workspace/generator.ts'),
      import('./scaffold/pack/load-pack.ts'),
      import('./merge/merge-file.ts'),
      import('./git/renames.ts'),
      import('./workspace/moves.ts'),
      import('./with-filled.ts'),
      import('./outdated-templates.ts'),
    ]);
    this.#isRemote = document.remotes.length > 0;
    const { out: service, spec, overlays, arazzo, config, cwd, templates } = this.#project;
    const others = [
      ...document.files.map((file) => resolve(cwd, file)),
      ...(config === undefined ? [] : [config]),
    ];
    const contracts = await this.#contracts(pristine);
    const pack = loadPack(this.#project);
    this.#packages = pack.packages;
    this.report(await outdatedTemplates(this.#project));
    const plan = await planService({
      service,
      name: this.#described.service,
      generator: generatorName(pack),
      pack: lockedPack(this.#project, pack),
      options: outputOptions(this.#project),
      inputs: hashInputs(service, {
        spec,
        overlays,
        arazzo,
        others,
        folders: [...new Set([...pack.folders, ...(templates === undefined ? [] : [templates])])],
        read: this.#read,
      }),
      pristine: [...pristine, ...migrations.files],
      schema: migrations.schema,
      force: this.#options.force === true,
      restore: this.#options.restore === true,
      keep: this.#options.keep ?? [],
      failOn: this.#project.check.failOn,
      contracts,
      merge: mergeFile,
      findRenames: renamesOf,
      known: readLastRun(service)?.files,
      cwd,
    });
    this.#files = plan.files;
    this.#options.onPlan?.(plan);
    if (this.#model)
      this.#described = {
        ...this.#described,
        operations: withFilled(
          this.#described.operations,
          this.#model,
          unmoved(plan.tree, plan.moved),
        ),
      };
    return plan;
  }

  async #contracts(pristine: readonly SourceFile[]) {
    const lock = readLock(this.#project.out);
    if (!this.#model || lock === undefined || Object.keys(lock.holes).length === 0)
      return undefined;
    const { currentContracts } = await import('./current-contracts.ts');
    const { of, diagnostics } = currentContracts(this.#model, pristine, lock);
    this.report(diagnostics);
    return of;
  }

  /** Keeps what this run has worked out for the next one, however it ended. */
  end(): void {
    this.#cache?.save();
  }

  finish(plan: ServicePlan): GenerateResult {
    const result = this.#result(this.#outcome(plan));
    if (this.isWriting && !plan.hasConflicts && this.#options.quick !== true && !this.#isRemote) {
      const { outcome: _now, out, timings: _spent, ...summary } = result;
      const files = summary.files.flatMap(({ path, action }) =>
        action === 'delete' ? [] : [{ path, action: settled(action) }],
      );
      rememberRun<Summary>(out, {
        fingerprint: runFingerprint(this.#project, this.#code),
        isTested: this.tests !== undefined,
        ...statesNow(out, this.#packages),
        summary: { ...summary, files },
      });
    }
    return result;
  }

  /**
   * The result of a run that was ended by an error that the user can do something about.
   *
   * @throws every other error as it is
   */
  async stopped(error: unknown): Promise<GenerateResult> {
    if (error instanceof RunStopped) {
      this.report(error.diagnostics);
      return this.#result(error.outcome);
    }
    if (error instanceof WorkspaceError) {
      this.report(error.diagnostics);
      return this.#result(
        error.diagnostics.some(({ code }) => code === 'SW6001') ? 'refused' : 'blocked',
      );
    }
    const [{ FormatError }, { PackError }] = await Promise.all([
      import('./scaffold/format-error.ts'),
      import('./scaffold/pack/pack-error.ts'),
    ]);
    if (error instanceof PackError) {
      this.report([error.diagnosticIn(this.#project.cwd)]);
      return this.#result('unusable');
    }
    if (!(error instanceof FormatError)) throw error;
    this.report(error.diagnostics);
    return this.#result('failed');
  }

  #outcome({ changes, hasConflicts }: ServicePlan): Outcome {
    if (hasConflicts) return 'conflict';
    if (changes.length === 0) return 'unchanged';
    return this.#options.check === true ? 'drift' : 'done';
  }

  #result(outcome: Outcome): GenerateResult {
    return {
      outcome,
      ...this.#described,
      out: this.#project.out,
      files: this.#files.map(({ path, action }) => ({ path, action })),
      diagnostics: this.#diagnostics,
      ...(this.tests && { tests: this.tests }),
      ...(this.sandbox && { sandbox: this.sandbox }),
      timings: this.#timings,
    };
  }
}

/** What a file's action is called when it is looked at again, unchanged. */
const settled = (action: PlannedFile['action']): PlannedFile['action'] =>
  action === 'keep' || action === 'merge' ? 'keep' : action === 'deleted' ? 'deleted' : 'unchanged';
