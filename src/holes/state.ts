import type { Hole } from '../model/holes.ts';
import { bodyHash, type Contract } from './contract.ts';
import type { Tree } from './reach.ts';
import { isOpenIn } from './is-open.ts';
import { logicFunction } from './source.ts';

/** Where an accepted body came from, as the lock keeps it. */
export interface Provenance {
  /** Hash of the contract that the body was written for. */
  readonly contract: string;
  /** Hash of the body as it was accepted. */
  readonly body: string;
  /** Host of the model's server. */
  readonly provider: string;
  readonly model: string;
  readonly run: string;
}

export type HoleState =
  /** Answers 501. */
  | 'open'
  /** Written by a model, as it was accepted. */
  | 'filled'
  /** Written by a model for a contract that has changed since. */
  | 'stale'
  /** Written or changed by a person. */
  | 'own'
  /** The function is not in its file. */
  | 'missing';

export interface HoleStatus {
  readonly hole: Hole;
  readonly state: HoleState;
  readonly body: string;
}

/** How a hole stands: from the code, the contract and what the lock remembers. */
export function holeStatus(
  contract: Contract,
  tree: Tree,
  provenance: Provenance | undefined,
): HoleStatus {
  const { hole } = contract;
  const text = tree.get(hole.file) ?? '';
  const found = logicFunction(text, hole.id);
  if (!found) return { hole, state: 'missing', body: '' };
  const { body } = found;
  if (isOpenIn(body, hole.id)) return { hole, state: 'open', body };
  if (!provenance || provenance.body !== bodyHash(body)) return { hole, state: 'own', body };
  return { hole, state: provenance.contract === contract.hash ? 'filled' : 'stale', body };
}
