import type { GenerateResult } from './generate-result.ts';

/** How a run ended, in a few words. */
export const outcomeWords: Readonly<Record<GenerateResult['outcome'], string>> = {
  done: 'done',
  unchanged: 'up to date',
  drift: 'not up to date',
  conflict: 'some files need your decision',
  undecided: 'a migration needs your answer, nothing was written',
  invalid: 'the description is invalid',
  failed: 'the checks failed, nothing was written',
  refused: 'nothing was written',
  unusable: 'nothing was written',
  blocked: 'nothing was written',
};
