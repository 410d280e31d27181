import type { ServiceWithHoles } from '../fill-service.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Contract } from '../holes/contract.ts';
import type { HoleState } from '../holes/state.ts';
import type { BusinessRule } from '../model/types.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import type { Selection } from './selection.ts';

export interface HolesRequest extends Pick<Selection, 'cwd' | 'config' | 'signal'> {
  /** The service's folder; the working directory when nothing is said. */
  readonly out?: string | undefined;
}

/** A function of business logic: what it has to keep to, and how it stands. */
export interface HoleReport {
  readonly name: string;
  readonly state: HoleState;
  /** Relative to the service's folder. */
  readonly file: string;
  /** Why it is there. */
  readonly reason: string;
  /** `POST /tickets/{ticketId}/close`; absent for a check after writes. */
  readonly operation?: string;
  readonly rules: readonly BusinessRule[];
  readonly signature: string;
  /** Hash of the signature, the types in reach, the rules and the examples. */
  readonly contract: string;
  /** Types that the signature leads to, nearest first. */
  readonly types: readonly { readonly name: string; readonly text: string }[];
  /** Names that a body may use beside its parameters; they are imported for it. */
  readonly names: readonly { readonly name: string; readonly signature: string }[];
  /** The statements between the braces as they are now. */
  readonly body: string;
  /** Test files that a body has to pass. */
  readonly tests: readonly { readonly path: string; readonly text: string }[];
}

export type HolesResult =
  | {
      readonly outcome: 'done';
      readonly service: string;
      readonly holes: readonly HoleReport[];
      readonly diagnostics: readonly Diagnostic[];
    }
  | Refusal;

/**
 * The holes of a service. Nothing is changed.
 *
 * @throws ConfigError when the request or the configuration cannot be understood
 * @throws the reason of the signal when that is aborted
 */
export async function holes(request: HolesRequest = {}): Promise<HolesResult> {
  const { cwd = process.cwd(), out, config, signal } = request;
  const [{ generatedService }, { serviceWithHoles }, { Desk }, { testFiles }] = await Promise.all([
    import('../generated-service.ts'),
    import('../fill-service.ts'),
    import('../holes/desk.ts'),
    import('../holes/hole-tests.ts'),
  ]);
  try {
    const { project, lock } = await generatedService(cwd, out, config);
    const service = await serviceWithHoles(project, lock, signal);
    const desk = new Desk(service.tree);
    return {
      outcome: 'done',
      service: service.model.name,
      holes: service.contracts.map((contract) =>
        reportOf(
          contract,
          service,
          testFiles(contract, desk, []).map((path) => ({ path, text: desk.text(path) })),
        ),
      ),
      diagnostics: service.diagnostics,
    };
  } catch (error) {
    return refusalOf(error);
  }
}

function reportOf(
  { hole, signature, types, lent, hash }: Contract,
  { statuses }: ServiceWithHoles,
  tests: HoleReport['tests'],
): HoleReport {
  const status = statuses.find((one) => one.hole.id === hole.id);
  const { operation } = hole;
  return {
    name: hole.id,
    state: status?.state ?? 'missing',
    file: hole.file,
    reason: hole.reason,
    ...(operation && { operation: `${operation.method.toUpperCase()} ${operation.path}` }),
    rules: hole.rules,
    signature,
    contract: hash,
    types: types.map(({ name, text }) => ({ name, text })),
    names: lent.map(({ name, signature: look }) => ({ name, signature: look })),
    body: status?.body ?? '',
    tests,
  };
}
