import type { Outcome } from '../generate-result.ts';

/** What a process says by its exit code; `docs` and scripts rely on the numbers. */
export const ExitCode = {
  done: 0,
  /** A person must look: drift, conflict. */
  look: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** The description is invalid. */
  invalid: 3,
  /** What was generated failed verification or its tests; nothing was written. */
  failed: 4,
  /** A fault of Specwright itself; nothing was written. */
  fault: 70,
  /** Ended by Ctrl-C; nothing was written. */
  interrupted: 130,
} as const;

export const exitCodeOf: Readonly<Record<Outcome, number>> = {
  done: ExitCode.done,
  unchanged: ExitCode.done,
  drift: ExitCode.look,
  conflict: ExitCode.look,
  undecided: ExitCode.look,
  blocked: ExitCode.look,
  refused: ExitCode.usage,
  unusable: ExitCode.usage,
  invalid: ExitCode.invalid,
  failed: ExitCode.failed,
};

/** What each exit code means, in words. */
export const exitMeaning: readonly (readonly [code: number, meaning: string])[] = [
  [ExitCode.done, 'done, up to date'],
  [ExitCode.look, 'a person must look: drift, conflict'],
  [ExitCode.usage, 'wrong usage or configuration'],
  [ExitCode.invalid, 'the description is invalid'],
  [ExitCode.failed, 'what was generated failed its checks; nothing was written'],
  [ExitCode.fault, 'a fault of Specwright; nothing was written'],
  [ExitCode.interrupted, 'ended by Ctrl-C; nothing was written'],
];
