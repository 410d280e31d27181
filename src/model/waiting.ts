import type { Candidate } from './candidate.ts';
import { obstacleOf } from './live-or-hole.ts';
import type { OperationOverride } from './overrides.ts';
import { saidOtherwise } from './said-otherwise.ts';
import type { BusinessRule, OperationKind } from './types.ts';

/** What decides whether business logic is asked for, besides what can be served. */
export interface Asking {
  /** What the kind alone says against serving it. */
  readonly against: string | undefined;
  readonly rules: readonly BusinessRule[];
  /** The configuration hooks into it. */
  readonly isHooked: boolean;
  /** It changes the file of a row, and the row with it. */
  readonly changesFile: boolean;
  readonly said: OperationOverride;
}

/** How an operation waits for business logic; without a reason it is served as it is. */
export interface Waiting {
  readonly reason?: string;
  /** {@link Operation.proceeds} */
  readonly proceeds: boolean;
  /** {@link Operation.hooked} */
  readonly hooked: boolean;
}

export function waitingOf(candidate: Candidate, asking: Asking): Waiting {
  const { raw, kind, home, request } = candidate;
  const { rules, isHooked, said } = asking;
  const obstacle = asking.against ?? obstacleOf(candidate);
  const isWritten = rules.length > 0 || isHooked;
  // Logic that goes round an operation says itself what else it does.
  const doubt =
    obstacle !== undefined || isWritten || said.live === true
      ? undefined
      : saidOtherwise(raw, kind, home?.entity);
  const around = kind === 'delete' ? doubt : undefined;
  const asked = said.live === true ? undefined : (around ?? logicAskedFor(candidate, asking));
  const against =
    obstacle ??
    (around === undefined ? doubt : undefined) ??
    (said.live === false ? 'the description says that it is not to be served as it is' : undefined);
  const isSteps = request?.contents[0]?.patch === 'json-patch';
  const reason = asked ?? against;
  return {
    ...(reason !== undefined && { reason }),
    proceeds: against === undefined && asked !== undefined && PROCEEDS.has(kind) && !isSteps,
    hooked: isHooked || around !== undefined,
  };
}

/** Kinds that business logic can be put around: what they do is one step with one thing. */
const PROCEEDS: ReadonlySet<OperationKind> = new Set([
  'get',
  'create',
  'replace',
  'update',
  'delete',
]);

const WRITES: ReadonlySet<OperationKind> = new Set([
  'create',
  'replace',
  'update',
  'upsert',
  'delete',
]);

/** Why an operation needs business logic although its form is known, as a sentence. */
function logicAskedFor(
  { kind, home }: Candidate,
  { rules, isHooked, changesFile }: Asking,
): string | undefined {
  if (rules.length > 0) return 'it has business rules';
  if (isHooked) return 'the configuration hooks into it';
  if (!home || !(changesFile || WRITES.has(kind))) return undefined;
  return home.entity.rules.length > 0 ? `every ${home.entity.label} has business rules` : undefined;
}
