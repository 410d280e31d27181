import type { Stage } from './generate-result.ts';

/** What a run is doing, in words. */
export const stageWords: Readonly<Record<Stage, string>> = {
  compare: 'looking for changes',
  read: 'reading the description',
  infer: 'inferring the service',
  render: 'rendering',
  migrate: 'planning migrations',
  plan: 'comparing with the folder',
  verify: 'verifying',
  check: 'type-checking and testing',
  write: 'writing',
};
