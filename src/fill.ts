import type { FillConfig, ServiceProject } from './config/project.ts';
import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.ts';
import { fillTools, type FillListener, type TextListener } from './fill-tools.ts';
import { NotReady } from './not-ready.ts';
import { type ServiceWithHoles, serviceWithHoles } from './fill-service.ts';
import { Budget } from './holes/budget.ts';
import type { Contract } from './holes/contract.ts';
import type { RecordedEvent } from './holes/events.ts';
import { fillHoles, type HoleOutcome, type RunOutcome } from './holes/fill-run.ts';
import type { ApprovalMode, Decision, RunRequest } from './holes/run-tools.ts';
import { isNear } from './holes/providers/environment.ts';
import type { ModelProvider } from './holes/providers/provider.ts';
import type { Lock } from './workspace/lockfile.ts';

/** What is asked of a run, beside the configuration. */
export interface FillAsked {
  /** Functions by name; none: all that are open or stale. */
  readonly holes: readonly string[];
  readonly mode: RunRequest['mode'];
  readonly approval: ApprovalMode;
  readonly models: readonly string[];
  readonly settings: FillConfig;
  /** The bodies are a person's: the lock does not tell where they came from. */
  readonly isOwn?: true;
}

export interface FillOptions {
  readonly signal?: AbortSignal | undefined;
  /** A run to take up again. */
  readonly resume?:
    | {
        readonly run: string;
        /** What the lock is to call the server that wrote what waits; that of `provider` by default. */
        readonly provider?: string | undefined;
        /** All holes that the run was to fill. */
        readonly holes: readonly string[];
        readonly events: readonly RecordedEvent[];
      }
    | undefined;
  readonly onEvent?: FillListener | undefined;
  readonly onText?: TextListener | undefined;
  readonly approve: (contract: Contract, body: string, diff: string) => Promise<Decision>;
}

/** What a run came to, as plain data. */
export interface FillReport {
  readonly service: string;
  readonly run: string;
  readonly ended: RunOutcome['ended'];
  readonly holes: readonly HoleOutcome[];
  readonly tokens: number;
  readonly cost: number;
  readonly diagnostics: readonly Diagnostic[];
}

export const FILL_DEFAULTS = {
  maxRounds: 5,
  maxInputTokens: 12_000,
  maxOutputTokens: 4000,
  jobs: 2,
} as const;

/**
 * Completes business logic: each hole is read, written by a model, verified, tested and kept, or
 * stays as it was. What is kept is written at once.
 *
 * @throws NotReady, RunStopped, WorkspaceError
 */
export async function fill(
  project: ServiceProject,
  lock: Lock,
  asked: FillAsked,
  provider: ModelProvider,
  options: FillOptions,
): Promise<FillReport> {
  const { withWorkspace } = await import('./workspace/workspace.ts');
  const { out, cwd } = project;
  const { signal } = options;
  return withWorkspace(out, { cwd, ...(signal && { signal }) }, async () => {
    const service = await serviceWithHoles(project, lock, signal);
    const contracts = chosen(service, asked);
    const { nextRun } = await import('./workspace/runs.ts');
    const run =
      options.resume?.run ??
      nextRun(out, [contracts.map(({ hash }) => hash), asked.models, asked.mode]);
    const name = options.resume?.provider ?? providerName(provider);
    const { settings } = asked;
    const budget = new Budget(
      { tokens: settings.maxTokens, money: settings.maxCost, seconds: settings.maxSeconds },
      settings.prices ?? {},
      () => performance.now(),
    );
    const tools = await fillTools(service, { run, provider, budget, ...options });
    if (!options.resume)
      tools.record({
        type: 'run-started',
        holes: contracts.map(({ hole }) => hole.id),
        options: { ...asked, provider: name },
      });
    const { holes, ended } = await fillHoles(
      {
        run,
        provider: name,
        contracts,
        entities: service.model.entities,
        tree: service.tree,
        models: asked.models,
        maxRounds: settings.maxRounds ?? FILL_DEFAULTS.maxRounds,
        maxInputTokens: settings.maxInputTokens ?? FILL_DEFAULTS.maxInputTokens,
        maxOutputTokens: settings.maxOutputTokens ?? FILL_DEFAULTS.maxOutputTokens,
        jobs: settings.jobs ?? FILL_DEFAULTS.jobs,
        tdd: settings.tdd ?? true,
        approval: asked.approval,
        style: service.tree.get('STYLE.md'),
        mode: asked.mode,
        isOwn: asked.isOwn === true,
        written: writtenBefore(
          service,
          options.resume?.holes ?? contracts.map(({ hole }) => hole.id),
        ),
        waiting: waitingIn(options.resume?.events ?? [], contracts),
      },
      tools,
    );
    return {
      service: service.model.name,
      run,
      ended,
      holes,
      tokens: budget.tokens,
      cost: budget.money,
      diagnostics: [
        ...service.diagnostics,
        ...holes.flatMap((outcome) => finding(outcome, contracts, run)),
      ],
    };
  });
}

/** What the lock calls a provider: its host, or `local`, since ports and names of machines change. */
const providerName = ({ name }: ModelProvider): string => {
  const { hostname } = new URL(`http://${name}`);
  return isNear(hostname) ? 'local' : hostname;
};

/** Bodies that no part of the run has written: a run that goes on shows the same ones. */
export const writtenBefore = (
  { statuses }: ServiceWithHoles,
  holes: readonly string[],
): RunRequest['written'] =>
  statuses
    .filter(
      ({ hole, state }) => state !== 'open' && state !== 'missing' && !holes.includes(hole.id),
    )
    .map(({ hole, body }) => ({ file: hole.file, name: hole.id, body }));

/** What passed and waits, unless the contract has changed since. */
function waitingIn(
  events: readonly RecordedEvent[],
  contracts: readonly Contract[],
): RunRequest['waiting'] {
  const waiting = new Map<string, { body: string; model: string; rounds: number }>();
  const models = new Map<string, { model: string; round: number }>();
  const changed = new Set<string>();
  for (const event of events) {
    if (event.type === 'started') {
      const now = contracts.find(({ hole }) => hole.id === event.hole);
      if (now?.hash !== event.contract) changed.add(event.hole);
    }
    if (event.type === 'generated') models.set(event.hole, event);
    if (event.type === 'approval-asked' && !changed.has(event.hole)) {
      const { model = '', round = 0 } = models.get(event.hole) ?? {};
      waiting.set(event.hole, { body: event.body, model, rounds: round });
    }
    if (event.type === 'approved' || event.type === 'rejected') waiting.delete(event.hole);
  }
  return waiting;
}

/** The contracts of the holes that are asked for. */
export function chosen(
  { contracts, statuses }: ServiceWithHoles,
  { holes, mode }: Pick<FillAsked, 'holes' | 'mode'>,
): Contract[] {
  const known = contracts.map(({ hole }) => hole.id);
  const unknown = holes.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new NotReady([
      diagnostic(
        'SW8003',
        'error',
        `There is no hole ${unknown.join(', ')}. ${known.length === 0 ? 'This service has none.' : `There are ${known.join(', ')}.`}`,
      ),
    ]);
  const isWanted = (name: string): boolean => {
    const state = statuses.find(({ hole }) => hole.id === name)?.state;
    if (holes.length > 0) return holes.includes(name);
    return mode.kind === 'fill'
      ? state === 'open' || state === 'stale'
      : state === 'filled' || state === 'own';
  };
  return contracts.filter(({ hole }) => isWanted(hole.id));
}

function finding(
  { hole, status, reason = '' }: HoleOutcome,
  contracts: readonly Contract[],
  run: string,
): Diagnostic[] {
  const file = contracts.find((contract) => contract.hole.id === hole)?.hole.file;
  const at = file === undefined ? undefined : { file, line: 1, column: 1 };
  if (status === 'waiting')
    return [
      diagnostic(
        'SW8006',
        'warning',
        `${hole} is written and passes; it waits for approval. Go on with: specwright runs resume ${run}`,
        at,
      ),
    ];
  return status === 'open'
    ? [
        diagnostic(
          'SW8004',
          'warning',
          `${hole} stays as it was. ${reason} What was tried: specwright runs show ${run}`,
          at,
        ),
      ]
    : [];
}
