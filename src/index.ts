/**
 * Specwright as a library: what the command line does, with typed results. Nothing is printed; what
 * a person can put right comes back as diagnostics. Each function loads what it needs when it is
 * called, and is ended by its `signal`.
 */
export { check, type CheckRequest } from './api/check.ts';
export {
  diff,
  diffModels,
  type DiffRequest,
  type DiffResult,
  type ModelDiffResult,
} from './api/diff.ts';
export { eject, type EjectedTemplate, type EjectRequest, type EjectResult } from './api/eject.ts';
export {
  explain,
  type ExplainRequest,
  type ExplainResult,
  type Explanation,
} from './api/explain.ts';
export { fill, type FillRequest, type FillResult } from './api/fill.ts';
export { generate, type GenerateRequest } from './api/generate.ts';
export { type HoleReport, holes, type HolesRequest, type HolesResult } from './api/holes.ts';
export type { FileDiff } from './api/planned.ts';
export { planUpgrade, type PackageChange, type UpgradeResult } from './api/upgrade.ts';
export type { Refusal } from './api/refusal.ts';
export { type RunReport, runs, type RunsRequest, type RunsResult } from './api/runs.ts';
export type { Selection } from './api/selection.ts';
export type { ServiceOptions, TestOptions } from './config/resolve-services.ts';
export { decideTests, type TestsRequest, type TestsResult } from './api/tests.ts';
export { ConfigError } from './config/config-error.ts';
export {
  type CheckConfig,
  defineConfig,
  type FillConfig,
  type Project,
  type ServiceConfig,
  type ServiceProject,
} from './config/project.ts';
export type { CheckResult } from './check.ts';
export type { Diagnostic, Severity, SourceLocation } from './diagnostics/diagnostic.ts';
export type { FillReport } from './fill.ts';
export type {
  GenerateResult,
  OperationSummary,
  Outcome,
  Stage,
  TestSummary,
} from './generate-result.ts';
export type { Contract } from './holes/contract.ts';
export type { RecordedEvent } from './holes/events.ts';
export type { HoleOutcome } from './holes/fill-run.ts';
export {
  type FailureKind,
  type ModelAnswer,
  type ModelProvider,
  type ModelRequest,
  ProviderError,
} from './holes/providers/provider.ts';
export type { Decision } from './holes/run-tools.ts';
export type { Code, HelperKit } from './scaffold/helper-kit.ts';
export type { Covered } from './model/keywords/types.ts';
export type { ModelDiff, Rename } from './model/diff/types.ts';
export type * from './model/types.ts';
export type { WrittenOverlay } from './model/overlay-out.ts';
