import { hash } from 'node:crypto';
import { type Hole, holesOf } from '../model/holes.ts';
import type { ServiceModel } from '../model/types.ts';
import { type Lent, lentNames, type Reached, Sources, type Tree, typesInReach } from './reach.ts';
import { type LogicFunction, logicFunction } from './source.ts';

/** All that a body has to keep to, and may use. */
export interface Contract {
  readonly hole: Hole;
  readonly signature: string;
  /** Types in reach of the signature, nearest first. */
  readonly types: readonly Reached[];
  readonly lent: readonly Lent[];
  /** SHA-256 over signature, types in reach, rules and examples. */
  readonly hash: string;
}

/**
 * The contract of a hole.
 *
 * @param pristine the service as generated, without edits: the same contract on every machine
 * @returns nothing where the file or the function is not generated
 */
export function contractOf(
  hole: Hole,
  pristine: Tree,
  sources = new Sources(pristine),
): Contract | undefined {
  const text = pristine.get(hole.file);
  const found: LogicFunction | undefined =
    text === undefined ? undefined : logicFunction(text, hole.id);
  if (!found) return undefined;
  const types = typesInReach(sources, hole.file, hole.id);
  return {
    hole,
    signature: found.signature,
    types,
    lent: lentNames(sources, types),
    hash: hash(
      'sha256',
      JSON.stringify([
        found.signature,
        types.map(({ file, name, text: own }) => [file, name, own]),
        hole.rules,
        hole.operation?.description ?? '',
        hole.operation?.summary ?? '',
      ]),
    ),
  };
}

/** The contracts of all holes of a model, from the service as it is generated. */
export function contractsOf(
  model: ServiceModel,
  pristine: readonly { readonly path: string; readonly text: string }[],
): Contract[] {
  const texts = new Map(pristine.map(({ path, text }) => [path, text]));
  const sources = new Sources(texts);
  return holesOf(model).flatMap((hole) => contractOf(hole, texts, sources) ?? []);
}

/** Hash of an accepted body, whatever its indentation. */
export const bodyHash = (body: string): string => hash('sha256', body);
