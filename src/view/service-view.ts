import type { ServiceProject } from '../config/project.ts';
import { type ServiceAsPlanned, serviceAsPlanned } from '../fill-service.ts';
import { RunStopped } from '../generate-result.ts';
import { eventsOf, timelineOf } from '../holes/timeline.ts';
import { infer, read } from '../pipeline.ts';
import type { SpecDocument } from '../spec/document.ts';
import { inspectService } from '../workspace/inspect-service.ts';
import { type Lock, readLock } from '../workspace/lockfile.ts';
import { listRuns, readRun } from '../workspace/runs.ts';
import { workspaceError } from '../workspace/workspace-error.ts';
import { conflictViews } from './conflict-view.ts';
import { findingsOf } from './findings.ts';
import { holeViews } from './hole-view.ts';
import type { ModelView } from './model-types.ts';
import { modelView } from './model-view.ts';
import { planView } from './plan-view.ts';
import type { ConflictView, HoleView, PatchView, RunView, StateView } from './state-types.ts';

/** What was read last, for the questions that come after. */
interface Known {
  readonly document?: SpecDocument;
  readonly sources: readonly string[];
  readonly holes: readonly HoleView[];
  readonly patch: (index: number) => PatchView | undefined;
}

/** One service as the page asks for it. Reads only. */
export class ServiceView {
  readonly project: ServiceProject;
  #known: Known = { sources: [], holes: [], patch: () => undefined };

  constructor(project: ServiceProject) {
    this.project = project;
  }

  /**
   * What is inferred from the description as it is now.
   *
   * @throws RunStopped when the description is invalid
   */
  async model(): Promise<ModelView> {
    const document = await read(this.project);
    const { model, diagnostics } = await infer(document, this.project);
    const view = modelView(model, document, [...document.diagnostics, ...diagnostics]);
    this.#known = { ...this.#known, document, sources: view.sources };
    return view;
  }

  /** How the service stands to its description: plan, holes, runs and conflicts. */
  async state(): Promise<StateView> {
    const lock = this.lock();
    const runs = this.runs();
    const rest = {
      runs: runs.map(({ events: _events, ...timeline }) => timeline),
      conflicts: this.conflicts(),
    };
    let service: ServiceAsPlanned;
    try {
      service = await serviceAsPlanned(this.project, lock);
    } catch (error) {
      if (!(error instanceof RunStopped)) throw error;
      const findings = findingsOf(error.diagnostics);
      const { test: isTested } = this.project;
      const plan = { files: [], unchanged: 0, isOnlyMemory: false, isTested, findings };
      return { ...rest, plan, holes: [] };
    }
    const { view: plan, patch } = await planView(
      service.plan,
      service.diagnostics,
      this.project.test,
    );
    const holes = holeViews(service, runs);
    this.#known = { ...this.#known, patch, holes };
    return { ...rest, plan, holes };
  }

  /** Files in which something is to be decided, as they are now. */
  conflicts(): ConflictView[] {
    const { out } = this.project;
    return conflictViews(out, inspectService(out, this.lock()).conflicts);
  }

  /** A hole as it was told last. */
  hole(id: string): HoleView | undefined {
    return this.#known.holes.find((hole) => hole.id === id);
  }

  /** A file of the plan that was asked for last, by its number. */
  patchAt(index: number): PatchView | undefined {
    return this.#known.patch(index);
  }

  /** A file of the description that was asked for last, by its number. */
  source(index: number): string | undefined {
    const file = this.#known.sources[index];
    return file === undefined ? undefined : this.#known.document?.text(file);
  }

  /** Every run of `fill`, the oldest first. */
  runs(): RunView[] {
    return listRuns(this.project.out).map((run) => this.run(run));
  }

  /**
   * One run with its events.
   *
   * @throws WorkspaceError when there is no such run
   */
  run(run: string): RunView {
    const events = eventsOf(readRun(this.project.out, run));
    return { ...timelineOf(run, events), events };
  }

  /**
   * The lock as it is now.
   *
   * @throws WorkspaceError when the folder holds no service any more
   */
  lock(): Lock {
    const lock = readLock(this.project.out);
    if (lock) return lock;
    throw workspaceError('SW6016', 'The folder holds no service that Specwright generated.');
  }
}
