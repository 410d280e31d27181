/**
 * Specwright as a library: what the command line does, with typed results. Nothing is printed; what
 * a person can put right comes back as diagnostics.
 */
import type { CheckResult } from './check.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { GenerateOptions, GenerateResult } from './generate-result.ts';
import type { Covered } from './model/keywords/types.ts';
import type { ServiceModel } from './model/types.ts';
import type { ServiceProject } from './config/project.ts';

export { ConfigError } from './config/config-error.ts';
export {
  type CheckConfig,
  defineConfig,
  type Project,
  type ServiceConfig,
} from './config/project.ts';
export type { CheckResult } from './check.ts';
export type { Diagnostic, Severity, SourceLocation } from './diagnostics/diagnostic.ts';
export type {
  GenerateResult,
  OperationSummary,
  Outcome,
  Stage,
  TestSummary,
} from './generate-result.ts';
export type { Covered } from './model/keywords/types.ts';
export type * from './model/types.ts';

/** Which services are meant, and how their descriptions are read; see `specwright generate --help`. */
export interface Selection {
  /** The working directory; that of the process when nothing is said. */
  readonly cwd?: string;
  /** Descriptions; none: the services of the configuration. */
  readonly specs?: readonly string[];
  /** The service's folder; with several descriptions, the folder of their folders. */
  readonly out?: string;
  /** The configuration file; `specwright.config.ts` when nothing is said and it is there. */
  readonly config?: string;
  readonly overlays?: readonly string[];
  /** Arazzo files whose workflows become tests, besides those beside the description. */
  readonly arazzo?: readonly string[];
  readonly allowRemote?: readonly string[];
  /** The folder that `$ref`s may reach. */
  readonly root?: string;
  readonly strict?: boolean;
  readonly signal?: AbortSignal;
}

export interface GenerateRequest
  extends Selection, Omit<GenerateOptions, 'signal' | 'onPlan' | 'onRead' | 'quick' | 'fresh'> {
  /** Run the services' tests before anything is written. */
  readonly test?: boolean;
}

/**
 * Generates services, or brings them up to date: `specwright generate`.
 *
 * @returns a result for each service, in their order
 * @throws ConfigError when the request or the configuration cannot be understood
 * @throws the reason of the signal when that is aborted; the service in progress is not written
 */
export async function generate(request: GenerateRequest): Promise<readonly GenerateResult[]> {
  const { signal, onProgress, dryRun, check: isCheck, force, restore, keep } = request;
  const { allowDestructive, renames } = request;
  const services = await select(request, request.test);
  const pipeline = await import('./pipeline.ts');
  const results: GenerateResult[] = [];
  for (const service of services) {
    signal?.throwIfAborted();
    results.push(
      await pipeline.generate(service, {
        ...(signal && { signal }),
        ...(onProgress && { onProgress }),
        ...(dryRun !== undefined && { dryRun }),
        ...(isCheck !== undefined && { check: isCheck }),
        ...(force !== undefined && { force }),
        ...(restore !== undefined && { restore }),
        ...(keep && { keep }),
        ...(allowDestructive !== undefined && { allowDestructive }),
        ...(renames && { renames }),
      }),
    );
  }
  return results;
}

/**
 * Says of services whether they are what their descriptions ask for: `specwright check`.
 *
 * @throws ConfigError when no folder is named and there is no configuration
 */
export async function check({
  cwd = process.cwd(),
  out,
  config,
  signal,
}: Pick<Selection, 'cwd' | 'out' | 'config' | 'signal'> = {}): Promise<readonly CheckResult[]> {
  const { checkService } = await import('./check.ts');
  signal?.throwIfAborted();
  if (out !== undefined) return [checkService(out, cwd)];
  const services = await select({ cwd, ...(config !== undefined && { config }) }, undefined);
  return services.map((service) => checkService(service.out, cwd));
}

export interface ExplainRequest extends Omit<Selection, 'specs' | 'out'> {
  readonly spec: string;
}

export type ExplainResult =
  | {
      readonly outcome: 'done';
      readonly model: ServiceModel;
      /** Every keyword of the description, and what becomes of it. */
      readonly coverage: readonly Covered[];
      /** The choices as an OpenAPI Overlay 1.0, to be edited and applied. */
      readonly overlay: string;
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly outcome: 'invalid'; readonly diagnostics: readonly Diagnostic[] };

/**
 * Tells what is inferred from a description, and why: `specwright explain`.
 *
 * @throws ConfigError when the request or the configuration cannot be understood
 */
export async function explain(request: ExplainRequest): Promise<ExplainResult> {
  const { spec, signal, ...selection } = request;
  const [service] = await select({ ...selection, specs: [spec], out: '.' }, undefined);
  if (service === undefined) throw new Error('A named description is always one service.');
  const [{ readSpec }, { inferModel }, { coverageOf }, { overlayOf }, { ignoredFindings }] =
    await Promise.all([
      import('./spec/read-spec.ts'),
      import('./model/infer-model.ts'),
      import('./model/keywords/coverage.ts'),
      import('./model/overlay-out.ts'),
      import('./model/keywords/ignored.ts'),
    ]);
  signal?.throwIfAborted();
  const result = await readSpec(service.spec, { ...service, strict: false });
  signal?.throwIfAborted();
  if (!result.ok) return { outcome: 'invalid', diagnostics: result.diagnostics };
  const { document } = result;
  const inference = inferModel(document);
  const coverage = coverageOf(inference, document);
  const ignored = service.strict ? ignoredFindings(coverage, document) : [];
  return {
    outcome: 'done',
    model: inference.model,
    coverage,
    overlay: overlayOf(inference, document).text,
    diagnostics: [...document.diagnostics, ...inference.diagnostics, ...ignored],
  };
}

async function select(
  { cwd = process.cwd(), specs = [], ...given }: Omit<Selection, 'signal'>,
  test: boolean | undefined,
): Promise<ServiceProject[]> {
  const { resolveServices } = await import('./config/resolve-services.ts');
  return resolveServices({ cwd, specs, ...given, test });
}
