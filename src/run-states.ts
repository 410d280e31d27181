import { type LastRun, readLastRun, refreshRun } from './workspace/last-run.ts';
import { type Lock, readLock } from './workspace/lockfile.ts';
import {
  inputStates,
  isSameRecord,
  isSameTree,
  packageStates,
  treeStates,
} from './workspace/tree-states.ts';

/**
 * Whether a service and all that it is generated from are as the last run left them.
 *
 * @param isWriting whether newer times may be taken note of
 */
export function isAtRest<Summary>(
  out: string,
  lock: Lock,
  last: LastRun<Summary>,
  isWriting: boolean,
): boolean {
  const inputs = inputStates(out, Object.keys(lock.inputs), last.inputs);
  if (!isSameTree(inputs, lock.inputs)) return false;
  const files = treeStates(out, last.files);
  if (!isSameTree(files, last.files)) return false;
  const { packages: known = {} } = last;
  const packages = packageStates(Object.keys(known), known);
  if (!isSameTree(packages, known)) return false;
  const isKnown = isSameRecord(inputs, last.inputs) && isSameRecord(files, last.files);
  if (isWriting && !isKnown) refreshRun(out, { ...last, inputs, files });
  return true;
}

/**
 * What the files of a service and its inputs hold now; those that rested need not be read.
 *
 * @param packages folders of packs that are npm packages
 */
export function statesNow(out: string, packages: readonly string[]) {
  const last = readLastRun(out);
  const inputs = Object.keys(readLock(out)?.inputs ?? {});
  return {
    inputs: inputStates(out, inputs, last?.inputs),
    files: treeStates(out, last?.files),
    packages: packageStates(packages, last?.packages),
  };
}
