import type { HoleRule } from './hole-body.ts';
import { calls } from './rules/calls.ts';
import { capabilityFlow } from './rules/capability-flow.ts';
import { changes } from './rules/changes.ts';
import { computedMembers } from './rules/computed-members.ts';
import { constructs } from './rules/constructs.ts';
import { failures } from './rules/failures.ts';
import { knownTypes } from './rules/known-types.ts';
import { loops } from './rules/loops.ts';
import { members } from './rules/members.ts';
import { names } from './rules/names.ts';
import { promises } from './rules/promises.ts';
import { regularExpressions } from './rules/regular-expressions.ts';
import { symbols } from './rules/symbols.ts';

/** Rules about the form of a node, whatever it means. */
export const formRules: readonly HoleRule[] = [constructs, names];

/** Rules about what a node does, the plainest reason first: only the first is said. */
export const useRules: readonly HoleRule[] = [
  symbols,
  members,
  computedMembers,
  calls,
  capabilityFlow,
  knownTypes,
  failures,
  changes,
  loops,
  regularExpressions,
  promises,
];
