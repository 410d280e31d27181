import type { Explanation } from '../api/explain.ts';

/** The description that a report is about: its file, and where its parts stand. */
export type Described = Pick<Explanation, 'file' | 'locate'>;
