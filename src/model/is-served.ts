import type { Operation } from './types.ts';

/** Whether the service knows how to serve an operation from its table, by itself or within a hole. */
export const isServed = ({ status, proceeds }: Operation): boolean =>
  status === 'live' || proceeds === true;
