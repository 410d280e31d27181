import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.ts';
import { failOnByDefault, type FindingKind } from './workspace/finding-kinds.ts';
import type { ServiceState } from './workspace/inspect-service.ts';

/** What check found, of one kind each. */
export interface Finding {
  readonly kind: FindingKind;
  readonly diagnostic: Diagnostic;
}

/** One kind of finding at files: which ones, what is said of each, and how much it weighs at least. */
interface Rule {
  readonly kind: FindingKind;
  readonly code: Diagnostic['code'];
  /** Where `check` does not fail on it. */
  readonly severity: 'warning' | 'info';
  readonly paths: (state: ServiceState) => readonly string[];
  readonly sentence: (path: string, isFailure: boolean) => string;
}

const RULES: readonly Rule[] = [
  {
    kind: 'spec-drift',
    code: 'SW6015',
    severity: 'warning',
    paths: ({ changedInputs }) => changedInputs,
    sentence: (path) =>
      `${path} has changed since the service was generated from it. Run specwright generate.`,
  },
  {
    kind: 'spec-drift',
    code: 'SW6015',
    severity: 'warning',
    paths: ({ missingInputs }) => missingInputs,
    sentence: (path) =>
      `${path}, from which the service was generated, is gone. Run specwright generate with the description that takes its place.`,
  },
  {
    kind: 'missing-migration',
    code: 'SW6021',
    severity: 'warning',
    paths: ({ missingMigrations }) => missingMigrations,
    sentence: (path) =>
      `The migration ${path} is missing: new databases would lack what it does. Take it from git, or run specwright generate --restore.`,
  },
  {
    kind: 'missing-file',
    code: 'SW6013',
    severity: 'warning',
    paths: ({ missing }) => missing,
    sentence: (path) =>
      `${path} is generated and missing. Run specwright generate to keep it deleted or to follow it where it was moved, with --restore to bring it back.`,
  },
  {
    kind: 'conflict',
    code: 'SW6002',
    severity: 'warning',
    paths: ({ conflicts }) => conflicts,
    sentence: (path) =>
      `${path} is in conflict with what is generated. Decide, and run specwright generate.`,
  },
  {
    kind: 'orphaned-file',
    code: 'SW6017',
    severity: 'warning',
    paths: ({ orphans }) => orphans,
    sentence: (path) =>
      `${path} is no longer generated, and was edited by hand. Delete it, or make it yours with specwright generate --keep ${path}.`,
  },
  {
    kind: 'hand-edit',
    code: 'SW6014',
    severity: 'info',
    paths: ({ edited }) => edited,
    sentence: (path, isFailure) =>
      `${path} was edited by hand${isFailure ? '. Take it back: this project wants none.' : ', which is fine.'}`,
  },
  {
    kind: 'hand-edit',
    code: 'SW6012',
    severity: 'info',
    paths: ({ deleted }) => deleted,
    sentence: (path, isFailure) =>
      `${path} was deleted by hand${isFailure ? '. Bring it back with specwright generate --restore.' : ', which is fine.'}`,
  },
];

/**
 * What is to be said of a service's state. What `failOn` names is an error.
 *
 * @param show a path of the lock as diagnostics show it
 */
export function checkFindings(
  state: ServiceState,
  show: (path: string) => string,
  failOn: readonly string[] = failOnByDefault,
): Finding[] {
  const files = RULES.flatMap(({ kind, code, severity, paths, sentence }) =>
    paths(state).map((path): Finding => {
      const file = show(path);
      const isFailure = failOn.includes(kind);
      const text = sentence(file, isFailure);
      return {
        kind,
        diagnostic: diagnostic(code, isFailure ? 'error' : severity, text, {
          file,
          line: 1,
          column: 1,
        }),
      };
    }),
  );
  return [...files, ...state.stale.map((name) => staleHole(name, failOn.includes('stale-hole')))];
}

const staleHole = (name: string, isFailure: boolean): Finding => ({
  kind: 'stale-hole',
  diagnostic: diagnostic(
    'SW8005',
    isFailure ? 'error' : 'warning',
    `${name} was written for a contract that has changed since. Its body is kept; have it written anew with: specwright fill ${name}`,
  ),
});
