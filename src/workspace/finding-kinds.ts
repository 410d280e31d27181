/** What `specwright check` can find. */
export const findingKinds = [
  /** The description, an overlay or the configuration is not what the service was generated from. */
  'spec-drift',
  /** A person edited a generated file, or deleted one and a run took note. */
  'hand-edit',
  /** A body of business logic was written for a contract that has changed since. */
  'stale-hole',
  /** A migration that was generated is not there. */
  'missing-migration',
  /** A generated file is not there, and no run has taken note. */
  'missing-file',
  /** A file is no longer generated, and a person had edited it: to be kept or deleted. */
  'orphaned-file',
  /** A person's edits and a generation contradict each other, or markers of a merge are left. */
  'conflict',
] as const;

export type FindingKind = (typeof findingKinds)[number];

/** What `check` fails on where the configuration says nothing. */
export const failOnByDefault: readonly FindingKind[] = [
  'spec-drift',
  'missing-migration',
  'missing-file',
  'orphaned-file',
  'conflict',
];
