import type { Environment } from '../asked-provider.ts';
import type { FillConfig } from '../config/project.ts';
import type { FillAsked, FillReport } from '../fill.ts';
import type { FillListener, TextListener } from '../fill-tools.ts';
import type { GeneratedService } from '../generated-service.ts';
import type { Contract } from '../holes/contract.ts';
import type { ModelProvider } from '../holes/providers/provider.ts';
import type { Decision, RunRequest } from '../holes/run-tools.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import type { Selection } from './selection.ts';

export interface FillRequest extends Pick<Selection, 'cwd' | 'config' | 'signal'> {
  /** The service's folder; the working directory when nothing is said. */
  readonly out?: string | undefined;
  /**
   * Functions by name; none: all that are open or stale, or of a run to go on with all that are left
   * to do.
   */
  readonly holes?: readonly string[] | undefined;
  /** To fill by default. */
  readonly mode?: RunRequest['mode'] | undefined;
  /** A run to go on with; what it was asked then holds. */
  readonly resume?: string | undefined;
  /** Stronger than the environment and the configuration. */
  readonly settings?: FillConfig | undefined;
  /** Where the server, its model and its key are read from; that of the process by default. */
  readonly env?: Environment | undefined;
  /** The bodies are a person's: the lock does not tell where they came from. */
  readonly isOwn?: boolean | undefined;
  /** Who writes the bodies; the configured server by default. */
  readonly provider?: ModelProvider | undefined;
  /** Decides about a body that passes; without it, such a body waits. */
  readonly approve?:
    ((contract: Contract, body: string, diff: string) => Promise<Decision>) | undefined;
  readonly onEvent?: FillListener | undefined;
  /** Told as an answer comes, how many characters of it have come. */
  readonly onText?: TextListener | undefined;
}

export type FillResult = ({ readonly outcome: 'ran' } & FillReport) | Refusal;

/**
 * Completes business logic: each hole is read, written by a model, verified, tested and kept, or
 * stays as it was: `specwright fill`. A run that its signal ends tells what was kept until then.
 *
 * @throws ConfigError when the request, the configuration or the environment cannot be understood
 */
export async function fill(request: FillRequest = {}): Promise<FillResult> {
  const { cwd = process.cwd(), out, config, resume } = request;
  const { generatedService } = await import('../generated-service.ts');
  try {
    const service = await generatedService(cwd, out, config);
    const report =
      resume === undefined
        ? await begin(service, request)
        : await goOn(service, { ...request, resume });
    return { outcome: 'ran', ...report };
  } catch (error) {
    return refusalOf(error);
  }
}

/** What is decided where nobody is asked. */
const later = async (): Promise<Decision> => 'later';

async function begin(
  { project, lock }: GeneratedService,
  {
    holes = [],
    mode = { kind: 'fill' },
    settings = {},
    approve = later,
    isOwn,
    ...rest
  }: FillRequest,
): Promise<FillReport> {
  const { fill: run } = await import('../fill.ts');
  const merged = { ...project.fill, ...settings };
  const { models, provider } = await whoWrites(rest, settings, project.fill);
  const asked: FillAsked = {
    holes,
    mode,
    approval: merged.approve ?? 'tests',
    models,
    settings: merged,
    ...(isOwn === true && { isOwn }),
  };
  return run(project, lock, asked, await provider(), { ...rest, approve, resume: undefined });
}

async function goOn(
  { project, lock }: GeneratedService,
  {
    resume,
    holes,
    settings = {},
    approve = later,
    ...rest
  }: FillRequest & { readonly resume: string },
): Promise<FillReport> {
  const [{ fill: run }, { runToResume }] = await Promise.all([
    import('../fill.ts'),
    import('../resumed-run.ts'),
  ]);
  const { asked, open: left, isOnlyWaiting, ...resumed } = runToResume(project.out, resume);
  const open = holes === undefined ? left : left.filter((hole) => holes.includes(hole));
  if (open.length === 0)
    return {
      service: lock.service,
      run: resume,
      ended: 'done',
      holes: [],
      tokens: 0,
      cost: 0,
      diagnostics: [],
    };
  const { nobody } = await import('../holes/providers/nobody.ts');
  const provider = isOnlyWaiting
    ? (rest.provider ?? nobody)
    : await (await whoWrites(rest, { ...settings, models: asked.models }, project.fill)).provider();
  return run(
    project,
    lock,
    { ...asked, holes: open, approval: settings.approve ?? asked.approval },
    provider,
    { ...rest, approve, resume: resumed },
  );
}

async function whoWrites(
  { provider, env = process.env }: Pick<FillRequest, 'provider' | 'env'>,
  settings: FillConfig,
  config: FillConfig,
) {
  if (provider)
    return {
      models: settings.models ?? config.models ?? [provider.name],
      provider: () => Promise.resolve(provider),
    };
  const { askedProvider } = await import('../asked-provider.ts');
  return askedProvider(settings, config, env);
}
