import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.ts';
import { contractsOf } from './holes/contract.ts';
import type { ServiceModel } from './model/types.ts';
import type { SourceFile } from './scaffold/source-file.ts';
import type { Lock } from './workspace/lockfile.ts';

/**
 * The contracts of business logic as the description has them now, and which accepted bodies were
 * written for others.
 */
export function currentContracts(
  model: ServiceModel,
  pristine: readonly SourceFile[],
  { holes }: Lock,
): { readonly of: (name: string) => string | undefined; readonly diagnostics: Diagnostic[] } {
  const hashes = new Map(
    contractsOf(model, pristine).map(({ hole, hash }) => [hole.id, hash] as const),
  );
  const stale = Object.entries(holes).filter(([name, { contract }]) => {
    const now = hashes.get(name);
    return now !== undefined && now !== contract;
  });
  return { of: (name) => hashes.get(name), diagnostics: stale.map(([name]) => staleBody(name)) };
}

const staleBody = (name: string): Diagnostic =>
  diagnostic(
    'SW8005',
    'warning',
    `${name} was written for a contract that has changed since. Its body is kept; have it written anew with: specwright fill ${name}`,
  );
