import { relative, sep } from 'node:path';
import type { ServiceProject } from '../config/project.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Outcome } from '../generate-result.ts';
import type { ServicePlan } from '../workspace/plan-service.ts';
import { type FileDiff, planned } from './planned.ts';
import { select, type Selection } from './selection.ts';

/** A package of a service in another version; absent where it is new, or gone. */
export interface PackageChange {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** What this version of Specwright, and the pack that it brings, would change in a service. */
export interface UpgradeResult {
  /** Empty when the description could not be read. */
  readonly service: string;
  /** Absolute path of the service's folder. */
  readonly out: string;
  /** Pack and generator that the service was generated with; absent where there is none yet. */
  readonly from?: string;
  /** Those of now; absent where they could not be found out. */
  readonly to?: string;
  /** `drift` where something would change, `unchanged` where nothing would. */
  readonly outcome: Outcome;
  readonly files: readonly FileDiff[];
  readonly packages: readonly PackageChange[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What this version would change in services that another one has generated:
 * `specwright upgrade --dry-run`. Nothing is changed.
 *
 * @throws ConfigError when the request or the configuration cannot be understood
 * @throws the reason of the signal when that is aborted
 */
export async function planUpgrade(request: Selection): Promise<readonly UpgradeResult[]> {
  const { readLock } = await import('../workspace/lockfile.ts');
  const results: UpgradeResult[] = [];
  for (const project of await select(request)) {
    const lock = readLock(project.out);
    const {
      plan,
      isOnlyMemory: _memory,
      files,
      diagnostics,
      ...result
    } = await planned(project, {
      signal: request.signal,
    });
    const to = plan === undefined ? lock?.generator : await generatorIn(plan, lock?.generator);
    results.push({
      ...result,
      out: project.out,
      ...(lock && { from: lock.generator }),
      ...(to !== undefined && { to }),
      files,
      packages: packageChanges(files.find(({ path }) => path === 'package.json')),
      diagnostics: [...(await otherCauses(project)), ...diagnostics],
    });
  }
  return results;
}

/** What the lock would say; it says the same as before where it would not be written. */
async function generatorIn(plan: ServicePlan, before: string | undefined) {
  const { parseLock } = await import('../workspace/lockfile.ts');
  const lock = plan.changes.find(({ path }) => path === '.specwright/lock.json')?.content;
  return lock === undefined ? before : parseLock(lock.toString(), 'lock.json').generator;
}

/** Only where nothing else has changed does a difference come from the version alone. */
async function otherCauses({ out, cwd }: ServiceProject): Promise<readonly Diagnostic[]> {
  const { checkService } = await import('../check.ts');
  const { changedInputs, outcome } = checkService(out, cwd);
  if (outcome === 'none' || changedInputs.length === 0) return [];
  const folder = relative(cwd, out).split(sep).join('/') || '.';
  return [
    diagnostic(
      'SW6018',
      'warning',
      `The description of ${folder} has changed too (${changedInputs.join(', ')}), so that not all of this comes from the new version. Generate with the version that you have first.`,
    ),
  ];
}

const SECTIONS = ['dependencies', 'devDependencies'];

function packageChanges(file: FileDiff | undefined): PackageChange[] {
  const [before, after] = [packagesIn(file?.before), packagesIn(file?.after)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    if (was === is) return [];
    return [
      { name, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) },
    ];
  });
}

/** Versions by package; none of what is no JSON, such as a file with conflict markers. */
function packagesIn(text: string | undefined): ReadonlyMap<string, string> {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text ?? '{}');
  } catch {
    return new Map();
  }
  const entries = SECTIONS.flatMap((section) =>
    Object.entries(Object(Reflect.get(Object(manifest), section)) as Record<string, unknown>),
  );
  return new Map(entries.map(([name, version]) => [name, String(version)]));
}
