import type { Budget } from './holes/budget.ts';
import type { FillEvent, RecordedEvent } from './holes/events.ts';
import type { Contract } from './holes/contract.ts';
import type { Decision, FileText, RunTools } from './holes/run-tools.ts';
import type { TestOutcome } from './holes/fill-hole.ts';
import { type ModelAnswer, type ModelProvider, ProviderError } from './holes/providers/provider.ts';
import { ownTests, proposalNote } from './holes/proposed-tests.ts';
import { testableExample } from './model/rule-example.ts';
import type { ServiceModel } from './model/types.ts';
import type { ServiceWithHoles } from './fill-service.ts';
import type { Lock } from './workspace/lockfile.ts';
import { recordInRun } from './workspace/runs.ts';
import type { Change } from './workspace/write-tree.ts';

/** Told as an answer comes, how many characters of it have come. */
export type TextListener = (model: string, characters: number) => void;

export type FillListener = (event: RecordedEvent) => void;

interface Wiring {
  readonly run: string;
  readonly provider: ModelProvider;
  readonly budget: Budget;
  readonly signal?: AbortSignal | undefined;
  readonly resume?: { readonly events: readonly RecordedEvent[] } | undefined;
  readonly onEvent?: FillListener | undefined;
  readonly onText?: TextListener | undefined;
  readonly approve: (contract: Contract, body: string, diff: string) => Promise<Decision>;
}

/** Time that the tests of one hole may take. */
const TEST_MS = 60_000;

/** Hands the loop what the other rooms can do: it touches no disk, process or network itself. */
export async function fillTools(service: ServiceWithHoles, wiring: Wiring): Promise<RunTools> {
  const [{ replaying, requestHash }, { tokenCounter }, { contentHash }, { formatText }, diff] =
    await Promise.all([
      import('./holes/providers/replay.ts'),
      import('./holes/providers/tokens.ts'),
      import('./workspace/content-hash.ts'),
      import('./scaffold/format-text.ts'),
      import('diff'),
    ]);
  const { renderExamples } = await import('./scaffold/render-examples.ts');
  const { project, model } = service;
  const known = answersOf(wiring.resume?.events ?? []);
  const provider = replaying(wiring.provider, known);
  const keeper = new Keeper(service);
  const judge = await judgeOf(service);
  const record = (event: FillEvent): void => keeper.record(event, wiring);
  return {
    complete: async (request) => {
      const replayed = known.has(requestHash(request));
      const answer = await provider.complete(request, {
        ...(wiring.signal && { signal: wiring.signal }),
        ...(wiring.onText && {
          onText: (characters) => wiring.onText?.(request.model, characters),
        }),
      });
      return { ...answer, replayed };
    },
    requestHash,
    budget: wiring.budget,
    record,
    count: await tokenCounter(),
    clock: () => performance.now(),
    judge,
    test: (changed, tests) =>
      unlessStopped(wiring.signal, () =>
        runHoleTests(service, keeper, changed, tests, wiring.signal),
      ),
    format: async (body) => {
      const formatted = await formatText({
        path: 'body.ts',
        text: `async function body() {\n${body}\n}\n`,
      });
      if (!('text' in formatted)) return undefined;
      const inner = /^async function body\(\) \{\n([\s\S]*)\n\}\n$/.exec(formatted.text)?.[1];
      return inner
        ?.split('\n')
        .map((line) => line.replace(/^ {2}/, ''))
        .join('\n');
    },
    renderExamples: (contract, proposals) =>
      renderExamples(
        ownTests(contract.hole.id).proposed,
        contract.hole,
        proposals,
        model,
        project,
        proposalNote(contract.hole.id, wiring.run),
      ),
    exampleProblem: exampleProblemIn(model),
    approve: wiring.approve,
    accept: (files, hole, provenance) =>
      unlessStopped(wiring.signal, () => keeper.accept(files, hole, provenance, wiring)),
    diff: (path, before, after) => diff.createTwoFilesPatch(path, path, before, after, '', ''),
    contentHash,
  };
}

/** Whatever a signal ends, ends a run in one way: what was kept until then is told. */
async function unlessStopped<Result>(
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (signal?.aborted !== true) throw error;
    throw new ProviderError('aborted', 'The run was stopped.', { cause: error });
  }
}

/** Why an example cannot be tested, as a sentence. */
export const exampleProblemIn =
  (model: ServiceModel): RunTools['exampleProblem'] =>
  (contract, example, rule) => {
    const found = testableExample(example, rule, contract.hole, model);
    if (found === undefined) return 'it is in words';
    return typeof found === 'string' ? found : undefined;
  };

/** What was answered in a run that is taken up again, by request. */
function answersOf(events: readonly RecordedEvent[]): Map<string, ModelAnswer> {
  return new Map(
    events.flatMap((event) =>
      event.type === 'generated' ? [[event.request, { text: event.text, usage: event.usage }]] : [],
    ),
  );
}

async function judgeOf(service: ServiceWithHoles): Promise<RunTools['judge']> {
  const { createHoleJudge } = await import('./verify/hole/judge-body.ts');
  const judge = createHoleJudge({ files: service.tree });
  return async (file, name, body, lent) => {
    const { diagnostics } = judge.judge(file.path, name, body, { text: file.text, imports: lent });
    const at = file.text.split('\n').findIndex((line) => line.includes(`function ${name}(`));
    return { diagnostics, firstLine: at + 2 };
  };
}

async function runHoleTests(
  { project }: ServiceWithHoles,
  keeper: Keeper,
  changed: readonly FileText[],
  tests: readonly string[],
  signal: AbortSignal | undefined,
): Promise<TestOutcome> {
  const { checkService } = await import('./sandbox/check-service.ts');
  const { join } = await import('node:path');
  const tree = new Map(keeper.tree);
  for (const { path, text } of changed) tree.set(path, text);
  const result = await checkService(
    [...tree].map(([path, text]) => ({ path, text })),
    {
      typecheck: false,
      test: true,
      files: tests,
      modules: [join(project.out, 'node_modules')],
      timeoutMs: TEST_MS,
      ...(signal && { signal }),
    },
  );
  return {
    passed: result.tests?.passed ?? 0,
    failures: result.tests?.failures ?? [],
    diagnostics: result.diagnostics,
  };
}

/** Keeps accepted files and the lock in step, on disk and in memory. */
class Keeper {
  readonly tree: Map<string, string>;
  readonly #service: ServiceWithHoles;
  #lock: Lock;

  constructor(service: ServiceWithHoles) {
    this.#service = service;
    this.tree = new Map(service.tree);
    this.#lock = service.lock;
  }

  record(event: FillEvent, { run, onEvent }: Wiring): void {
    const recorded: RecordedEvent = { ...event, run, at: new Date().toISOString() };
    recordInRun(this.#service.project.out, run, recorded);
    onEvent?.(recorded);
  }

  async accept(
    files: readonly FileText[],
    hole: string,
    provenance: Lock['holes'][string] | undefined,
    { signal }: Wiring,
  ): Promise<void> {
    const [{ writeTree }, { formatLock }, { readDisk }, { contentHash, withLineEnds }] =
      await Promise.all([
        import('./workspace/write-tree.ts'),
        import('./workspace/lockfile.ts'),
        import('./workspace/disk.ts'),
        import('./workspace/content-hash.ts'),
      ]);
    const { out } = this.#service.project;
    const { [hole]: _before, ...holes } = this.#lock.holes;
    const lock = {
      ...this.#lock,
      holes: provenance === undefined ? holes : { ...holes, [hole]: provenance },
    };
    const wanted = [...files, { path: '.specwright/lock.json', text: formatLock(lock) }];
    const disk = await readDisk(
      out,
      wanted.map(({ path }) => path),
    );
    const changes = wanted.map(({ path, text }): Change => {
      const entry = disk.get(path);
      return entry?.kind === 'file'
        ? {
            path,
            content: withLineEnds(text, entry.content),
            replaces: contentHash(entry.content),
            mode: entry.mode,
          }
        : { path, content: text };
    });
    await writeTree(out, changes, { beforeCommit: () => signal?.throwIfAborted() });
    this.#lock = lock;
    for (const { path, text } of files) this.tree.set(path, text);
  }
}
